import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useState } from 'preact/hooks'
import './region.css'

/** The exercises' own chunk. */
const chunks = import.meta.glob<{ readonly Write: ComponentType }>('./Write.tsx')
const loaded: Signal<ComponentType | undefined> = signal(undefined)

/** An invitation to write the algorithm; the editor, its laws and their judge come when it is taken. */
export function WriteRegion() {
  const [asked, setAsked] = useState(false)
  const [failed, setFailed] = useState(false)
  const Write = loaded.value
  if (Write) return <Write />
  const open = () => {
    setAsked(true)
    setFailed(false)
    for (const load of Object.values(chunks)) {
      load().then(
        (chunk) => {
          loaded.value = chunk.Write
        },
        () => {
          setAsked(false)
          setFailed(true)
        },
      )
    }
  }
  return (
    <section class="write-region" aria-labelledby="write-title">
      <h2 id="write-title">Write it yourself</h2>
      <p>
        Three short functions are backpropagation. Write them here: the laws that hold for every backend judge
        yours, show the smallest network they fail on, and when they pass, they train this one.
      </p>
      <button type="button" onClick={open} disabled={asked}>
        {asked ? 'Opening …' : 'Open the exercises'}
      </button>
      {failed && <p role="alert">The exercises could not be fetched. Check the connection and try again.</p>}
    </section>
  )
}
