import { Icon } from '../../controls/Icon.tsx'
import { look, play, settings, source, startOver } from '../../session/session.ts'
import { writePermalink } from '../../settings/permalink.ts'
import type { Settings } from '../../settings/settings.ts'
import { type LessonName, lessonNames, view } from '../../settings/view.ts'
import { lessonTexts } from '../../texts/lesson.ts'
import { lessonsTexts } from '../../texts/lessons.ts'
import { lessonLink } from './lesson-link.ts'
import { lessons, settingsOfStep } from './lessons.ts'
import './lesson.css'

/** The lesson under way, beside what it is about: its question, and one thing to try at a time. */
export function LessonPanel() {
  const { lesson: name } = view.value
  if (!name) return null
  const t = lessonsTexts()
  const { question, steps } = t.of[name]
  const setUps = lessons[name]
  // A link that was written by hand may be beyond the last.
  const place = Math.min(view.value.step, steps.length) - 1
  const step = steps[place]
  const following = steps[place + 1]
  const open = (to: number) => {
    const looks = { ...view.value, step: to + 1 }
    const meant = settingsOfStep(name, to + 1)
    if (setUps[to]?.settings || !isSetTo(meant)) startOver(meant, looks)
    else look(looks, 'step')
  }
  return (
    <section class="lesson" aria-labelledby="lesson-title">
      <div class="lesson-head">
        <h2 id="lesson-title">
          <span class="lesson-number">{t.number(lessonNames.indexOf(name) + 1)}</span>{' '}
          {lessonTexts().titles[name]}
        </h2>
        <button
          type="button"
          class="plain"
          aria-label={t.leave}
          onClick={() => look({ ...view.value, lesson: undefined, step: 1, hidden: [] })}
        >
          <Icon name="close" />
        </button>
      </div>
      <p class="question">{question}</p>
      <ol class="lesson-steps" aria-label={t.steps}>
        {steps.map((each, to) => (
          <li key={each.title}>
            <button type="button" aria-current={to === place ? 'step' : undefined} onClick={() => open(to)}>
              {each.title}
            </button>
          </li>
        ))}
      </ol>
      <p class="lesson-text" role="status">
        {step?.text}
      </p>
      {following ? (
        <button
          type="button"
          class="chief next"
          onClick={() => {
            open(place + 1)
            if (setUps[place + 1]?.settings) play()
          }}
        >
          {t.next(following.title)}
        </button>
      ) : (
        <LessonAfter name={name} />
      )}
    </section>
  )
}

/** Whether the page is set to these already, so that what was learned with them stays. */
function isSetTo(meant: Settings): boolean {
  return source.value.kind === 'shape' && writePermalink(settings.value) === writePermalink(meant)
}

/** The way on from the last step. */
function LessonAfter({ name }: { readonly name: LessonName }) {
  const next = lessonNames[lessonNames.indexOf(name) + 1]
  if (!next) return null
  return (
    <a class="as-button next" href={lessonLink(next)}>
      {lessonsTexts().nextLesson(lessonTexts().titles[next])}
    </a>
  )
}
