import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { look } from '../../session/session.ts'
import { view } from '../../settings/view.ts'
import { withWords } from '../../texts/language.ts'
import { pageTexts } from '../../texts/page.ts'

/** What is fetched when a lesson begins. */
const panel: Signal<ComponentType | undefined> = signal(undefined)

/** The lesson under way, once its texts are there. */
export function LessonPlace() {
  const { lesson } = view.value
  useEffect(() => {
    if (!lesson || panel.value) return
    void withWords(import('./LessonPanel.tsx')).then(({ LessonPanel }) => {
      panel.value = LessonPanel
    })
  }, [lesson])
  const { value: LessonPanel } = panel
  return lesson && LessonPanel ? <LessonPanel /> : null
}

/** Says that parts of the page are hidden, and brings them back. */
export function HiddenParts() {
  const { hidden } = view.value
  if (hidden.length === 0) return null
  return (
    <p class="hidden-parts">
      {pageTexts().partial}{' '}
      <button type="button" onClick={() => look({ ...view.value, hidden: [] })}>
        {pageTexts().showEverything}
      </button>
    </p>
  )
}
