import { useRef } from 'preact/hooks'
import { useWhenTouched } from '../../controls/when-near.ts'
import { pageTexts } from '../../texts/page.ts'
import './lessons.css'

/** The way to the lessons. What they set up is fetched with the first step towards one. */
export function LessonLinks() {
  const place = useRef<HTMLDetailsElement>(null)
  const loaded = useWhenTouched(place, () => import('./LessonList.tsx'))
  return (
    <details class="lesson-links" ref={place}>
      <summary>{pageTexts().lessons}</summary>
      <nav aria-label={pageTexts().lessons}>{loaded && <loaded.LessonList />}</nav>
    </details>
  )
}
