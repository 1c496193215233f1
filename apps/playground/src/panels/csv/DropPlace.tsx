import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { withWords } from '../../texts/language.ts'
import { dropping } from './intake.ts'

/** What is fetched when a file is first held over the page. */
const hint: Signal<ComponentType | undefined> = signal(undefined)

/** Where it is said, while a file is held over the page, what dropping it does. */
export function DropPlace() {
  const held = dropping.value
  useEffect(() => {
    if (!held || hint.value) return
    void withWords(import('./DropHint.tsx')).then(({ DropHint }) => {
      hint.value = DropHint
    })
  }, [held])
  const { value: DropHint } = hint
  return held && DropHint ? <DropHint /> : null
}
