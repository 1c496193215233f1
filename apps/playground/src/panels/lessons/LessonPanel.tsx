import { type Signal, signal } from '@preact/signals'
import { Icon } from '../../controls/Icon.tsx'
import { look, play, startOver } from '../../session/session.ts'
import { type LessonName, lessonNames, view } from '../../settings/view.ts'
import { lessonTexts } from '../../texts/lesson.ts'
import { lessonsTexts } from '../../texts/lessons.ts'
import { lessonLink } from './lesson-link.ts'
import { lessons, settingsOfStep } from './lessons.ts'
import './lesson.css'

/** The step that is open, of the lesson it belongs to; another lesson opens at its first. */
const at: Signal<{ readonly lesson: LessonName; readonly step: number } | undefined> = signal(undefined)

/** The lesson under way, beside what it is about: its question, and one thing to try at a time. */
export function LessonPanel() {
  const { lesson: name } = view.value
  if (!name) return null
  const t = lessonsTexts()
  const { question, steps } = t.of[name]
  const setUps = lessons[name]
  const place = at.value?.lesson === name ? at.value.step : 0
  const step = steps[place]
  const following = steps[place + 1]
  const open = (to: number) => {
    at.value = { lesson: name, step: to }
    const setUp = setUps[to]
    if (setUp?.settings) startOver(settingsOfStep(name, setUp))
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
          onClick={() => look({ ...view.value, lesson: undefined, hidden: [] })}
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
