import { effect } from '@preact/signals'
import type { Neuron } from './pointed.ts'
import { highlighted } from './state.ts'
import { trainer } from './trainer.ts'

/** Has the unit that is pointed at looked at more finely, for as long as it is. To be called once. */
export function enlargePointed(): void {
  let asked: Neuron | null = null
  effect(() => {
    const pointed = highlighted.value
    if (pointed === asked) return
    asked = pointed
    void trainer.enlarge(pointed)
  })
}
