import { effect } from '@preact/signals'
import type { Neuron } from './pointed.ts'
import { frame, highlighted } from './state.ts'
import { trainer } from './trainer.ts'

/** Has the hidden unit that is pointed at looked at more finely, for as long as it is. To be called once. */
export function enlargePointed(): void {
  let asked: Neuron | null = null
  effect(() => {
    const pointed = highlighted.value
    const last = (frame.peek()?.network.sizes.length ?? 0) - 1
    // An input is seen so anyway, and an output is the prediction.
    const hidden = pointed && pointed.layer > 0 && pointed.layer < last ? pointed : null
    if (hidden === asked) return
    asked = hidden
    void trainer.enlarge(hidden)
  })
}
