import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { type ExerciseName, exercises } from '../../own-code/exercises.ts'
import { prepareSandbox } from '../../own-code/sandbox.ts'
import { codeForgotten } from '../../session/kept-code.ts'
import { exercisesTexts } from '../../texts/exercises.ts'
import { ExercisePanel } from './ExercisePanel.tsx'
import { holdInView } from './hold-in-view.ts'
import { TrainWithIt } from './TrainWithIt.tsx'
import { tabOf } from './tab.ts'
import '../../notes/maths.css'
import './write.css'
import { chosen, isPassed } from './workbook.ts'

/** How often they were asked for. */
const asked = signal(0)

/** Puts the focus on the exercise that is open, also once they are shown. */
export function focusExercises(): void {
  asked.value++
}

/** The three exercises, and the training with what was written. */
export function Write() {
  const t = exercisesTexts()
  const exercise = exercises.find(({ name }) => name === chosen.value)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (list.current) holdInView(list.current)
    focusTab(list.current, chosen.peek())
    prepareSandbox()
  }, [asked.value])
  return (
    <section class="write" aria-labelledby="write-title">
      <h2 id="write-title">{t.title}</h2>
      <p class="write-text">{t.about}</p>
      <div
        ref={list}
        class="write-tabs"
        role="tablist"
        aria-label={t.exercises}
        onKeyDown={(event) => {
          const next = neighbour(chosen.value, event.key)
          if (!next) return
          event.preventDefault()
          chosen.value = next
          focusTab(list.current, next)
        }}
      >
        {exercises.map(({ name }, place) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={tabOf(name)}
            aria-selected={name === chosen.value}
            aria-controls="write-panel"
            tabIndex={name === chosen.value ? 0 : -1}
            data-passed={isPassed(name)}
            onClick={() => {
              chosen.value = name
            }}
          >
            <span class="write-step" aria-hidden="true">
              {isPassed(name) ? '✓' : place + 1}
            </span>
            {t.titles[name]}
            {isPassed(name) && <span class="unseen">{t.passed}</span>}
          </button>
        ))}
      </div>
      <div class="write-panel" id="write-panel" role="tabpanel" aria-labelledby={tabOf(chosen.value)}>
        {/* What is forgotten the editor's own history must not bring back. */}
        {exercise && <ExercisePanel key={`${exercise.name} ${codeForgotten.value}`} exercise={exercise} />}
      </div>
      <TrainWithIt />
    </section>
  )
}

function focusTab(list: HTMLElement | null, name: ExerciseName): void {
  list?.querySelector<HTMLElement>(`#${tabOf(name)}`)?.focus({ preventScroll: true })
}

function neighbour(name: ExerciseName, key: string): ExerciseName | undefined {
  const place = exercises.findIndex((exercise) => exercise.name === name)
  const last = exercises.length - 1
  const places: Readonly<Record<string, number>> = {
    ArrowRight: place === last ? 0 : place + 1,
    ArrowLeft: place === 0 ? last : place - 1,
    Home: 0,
    End: last,
  }
  const next = places[key]
  return next === undefined ? undefined : exercises[next]?.name
}
