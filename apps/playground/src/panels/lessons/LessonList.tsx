import { lessonNames, view } from '../../settings/view.ts'
import { lessonTexts } from '../../texts/lesson.ts'
import { lessonLink } from './lesson-link.ts'

/** A link to each lesson, that a teacher can hand out. */
export function LessonList() {
  return (
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
  )
}
