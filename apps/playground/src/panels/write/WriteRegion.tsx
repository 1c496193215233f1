import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { invitationTexts } from '../../texts/invitation.ts'
import './region.css'
import { withWords } from '../../texts/language.ts'

/** The exercises' own chunk. */
const chunks = import.meta.glob<{ readonly Write: ComponentType; focusExercises(): void }>('./Write.tsx')
const loaded: Signal<ComponentType | undefined> = signal(undefined)
const state: Signal<'closed' | 'opening' | 'failed'> = signal('closed')

/** Fetches the exercises, if they are not there yet, and goes to them. */
export function openExercises(): void {
  state.value = 'opening'
  for (const load of Object.values(chunks)) {
    withWords(load()).then(
      ({ Write, focusExercises }) => {
        loaded.value = Write
        focusExercises()
      },
      () => {
        state.value = 'failed'
      },
    )
  }
}

/** An invitation to write the algorithm; the editor, its laws and their judge come when it is taken. */
export function WriteRegion() {
  const Write = loaded.value
  if (Write) return <Write />
  const t = invitationTexts()
  return (
    <section class="write-region" aria-labelledby="write-title">
      <h2 id="write-title">{t.write}</h2>
      <p>{t.about}</p>
      <StayingButton onPress={openExercises} idle={state.value === 'opening'}>
        {state.value === 'opening' ? t.opening : t.open}
      </StayingButton>
      {state.value === 'failed' && <p role="alert">{t.failed}</p>}
    </section>
  )
}
