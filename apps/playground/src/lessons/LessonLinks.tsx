import { lessonNames, view } from '../settings/view.ts'
import { lessonLink } from './lesson-link.ts'
import { outlines } from './outline.ts'
import './lessons.css'

/** The lessons, as links that a teacher can hand out. */
export function LessonLinks() {
  return (
    <details class="lesson-links">
      <summary>Lessons</summary>
      <nav aria-label="Lessons">
        <ol>
          {lessonNames.map((name) => (
            <li key={name}>
              <a
                href={lessonLink(name)}
                aria-current={view.value.lesson === name ? 'page' : undefined}
                onClick={({ currentTarget }) => currentTarget.closest('details')?.removeAttribute('open')}
              >
                {outlines[name].title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  )
}
