import { writePermalink } from '../settings/permalink.ts'
import { lessonNames, view, writeView } from '../settings/view.ts'
import { lessons, settingsOf } from './lessons.ts'

/** The page without what is linked of it. Whole, so that no link passes for one that skips within the page. */
const here = location.href.replace(/#.*$/, '')

/** The lessons, as links that a teacher can hand out. */
export function LessonLinks() {
  return (
    <nav class="lesson-links" aria-label="Lessons">
      <span aria-hidden="true">Lessons</span>
      <ol>
        {lessonNames.map((name) => (
          <li key={name}>
            <a
              href={`${here}#${[writePermalink(settingsOf(name)), writeView({ lesson: name, hidden: lessons[name].hidden })].filter(Boolean).join('&')}`}
              aria-current={view.value.lesson === name ? 'page' : undefined}
            >
              {lessons[name].title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
