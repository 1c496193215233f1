import { lessonNames, view } from '../../settings/view.ts'
import { lessonTexts } from '../../texts/lesson.ts'
import { pageTexts } from '../../texts/page.ts'
import { lessonLink } from './lesson-link.ts'
import './lessons.css'

/** The lessons, as links that a teacher can hand out. */
export function LessonLinks() {
  return (
    <details class="lesson-links">
      <summary>{pageTexts().lessons}</summary>
      <nav aria-label={pageTexts().lessons}>
        <ol>
          {lessonNames.map((name) => (
            <li key={name}>
              <a
                href={lessonLink(name)}
                aria-current={view.value.lesson === name ? 'page' : undefined}
                onClick={({ currentTarget }) => currentTarget.closest('details')?.removeAttribute('open')}
              >
                {lessonTexts().titles[name]}
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </details>
  )
}
