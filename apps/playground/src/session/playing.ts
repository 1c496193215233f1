import { transfer } from 'comlink'
import { settledSource } from '../data/data-source.ts'
import { learnable } from '../data/learnable.ts'
import type { StepKind } from '../learner/learner.ts'
import type { ParameterPlace } from '../learner/learner-state.ts'
import type { Code } from '../own-code/exercises.ts'
import type { BackendName } from '../training/backend-names.ts'
import type { Pace } from '../training/protocol.ts'
import { writeLink } from './address.ts'
import { begin, course, isStuck, setSource } from './course.ts'
import { settle } from './sketching.ts'
import { askedBackend, frame, pace, playing, problemNow, settingsNow, sourceNow } from './state.ts'
import { trainer } from './trainer.ts'

/** Plays at the chosen pace. */
export function play(): void {
  if (isStuck()) return
  if (frame.value?.epoch === 0 && frame.value.seen === 0) settle()
  void trainer.play(pace.value)
}

/** Pauses. */
export function pause(): void {
  course.resumes = false
  void trainer.pause()
}

/** Chooses another pace, playing or not. */
export function setPace(next: Pace): void {
  pace.value = next
  if (playing.value) play()
}

/** Takes one step. */
export function stepBy(kind: StepKind): void {
  if (isStuck()) return
  if (frame.value?.epoch === 0 && frame.value.seen === 0) settle()
  void trainer.step(kind)
}

/** Lets the learner's own code take the steps; at the other end of the port is its sandbox. */
export function stepWith(code: Code, port: MessagePort): Promise<void> {
  return trainer.stepWith(code, transfer(port, [port]))
}

/** Lets core's code take the steps again. */
export function stepAlone(): void {
  void trainer.stepAlone()
}

/** Back to the first parameters. */
export function reset(): void {
  if (isStuck()) return
  const from = settledSource(sourceNow.value)
  const fresh =
    from === sourceNow.value && course.sent === problemNow.value
      ? undefined
      : learnable(from, settingsNow.value)
  if (!fresh) {
    void trainer.reset()
    return
  }
  setSource(from, fresh)
  writeLink()
  void trainer.pause()
  begin()
}

/** Shows a moment of the run. */
export function seek(moment: number): void {
  void trainer.seek(moment)
}

/** Shows the moment before. */
export function back(): void {
  void trainer.back()
}

/** Changes one parameter by hand. */
export function edit(place: ParameterPlace, value: number): void {
  void trainer.edit(place, value)
}

/** Goes on with another backend, where it is there. */
export async function computeOn(name: BackendName): Promise<void> {
  askedBackend.value = name
  await trainer.computeOn(name)
  if (askedBackend.value === name) askedBackend.value = null
}
