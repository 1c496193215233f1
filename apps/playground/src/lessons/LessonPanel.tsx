import { Icon } from '../page/Icon.tsx'
import { look, startOver } from '../page/session.ts'
import { lessonNames, plainView, view } from '../settings/view.ts'
import { lessons, settingsOfStep } from './lessons.ts'
import './lessons.css'

/** The lesson under way: its question and what to try. */
export function LessonPanel() {
  const { lesson: name } = view.value
  if (!name) return null
  const { title, question, steps } = lessons[name]
  return (
    <section class="lesson" aria-labelledby="lesson-title">
      <div class="lesson-head">
        <h2 id="lesson-title">
          <span class="lesson-number">Lesson {lessonNames.indexOf(name) + 1}</span> {title}
        </h2>
        <button type="button" class="plain" aria-label="Leave the lesson" onClick={() => look(plainView)}>
          <Icon name="close" />
        </button>
      </div>
      <p class="question">{question}</p>
      <ol class="lesson-steps">
        {steps.map((step) => (
          <li key={step.text}>
            <p>{step.text}</p>
            {step.setUp && (
              <button type="button" onClick={() => startOver(settingsOfStep(name, step))}>
                {step.setUp.title}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Says that parts of the page are hidden, and brings them back. */
export function HiddenParts() {
  const { lesson, hidden } = view.value
  if (hidden.length === 0) return null
  return (
    <p class="hidden-parts">
      This link shows only a part of the page.{' '}
      <button type="button" onClick={() => look({ lesson, hidden: [] })}>
        Show everything
      </button>
    </p>
  )
}
