import { writePermalink } from '../../settings/permalink.ts'
import { type LessonName, view, writeView } from '../../settings/view.ts'
import { outlines, settingsOf } from './outline.ts'

/** The page without what is linked of it. Whole, so that no link passes for one that skips within the page. */
const here = location.href.replace(/#.*$/, '')

/** The link of a lesson: it sets the page up, and hides what would distract. */
export function lessonLink(lesson: LessonName): string {
  const looks = writeView({ ...view.value, lesson, step: 1, hidden: outlines[lesson].hidden })
  return `${here}#${[writePermalink(settingsOf(lesson)), looks].filter(Boolean).join('&')}`
}
