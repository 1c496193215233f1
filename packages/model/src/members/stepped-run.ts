import type { NetworkParameters, Training, TrainingState, TrainOptions } from '@leven/core'

/** A training run that waits after each epoch until the next is asked for. */
export interface SteppedRun {
  /**
   * Trains one epoch more.
   * @returns J on the validation data; null where a signal ended the run before the epoch did.
   * @throws DivergenceError as the run does.
   */
  next(): Promise<number | null>
  /** Those of the epoch it waits at. */
  parameters(): Promise<NetworkParameters>
  /** From which the run goes on in the same bits. */
  state(): Promise<TrainingState>
  /** Ends the run and frees what it has on the device. */
  end(): Promise<void>
}

/**
 * Holds a run in step.
 * @param start begins the run with the hook it is given; the run has validation data, and more epochs than are asked for.
 */
export function stepped(
  start: (afterEpoch: NonNullable<TrainOptions['afterEpoch']>) => Training,
): SteppedRun {
  let proceed: (goOn: boolean) => void = () => {}
  let reached: (cost: number | null) => void = () => {}
  const run = start((_, validationCost) => {
    const answer = new Promise<boolean>((resolve) => {
      proceed = resolve
    })
    reached(validationCost)
    return answer
  })
  let whole: Promise<null> | undefined
  return {
    next() {
      const epoch = new Promise<number | null>((resolve) => {
        reached = resolve
      })
      if (whole) proceed(true)
      else whole = consume(run)
      return Promise.race([epoch, whole])
    },
    parameters: () => run.parameters(),
    state: () => run.state(),
    async end() {
      proceed(false)
      await whole?.catch(() => null) // `next` has said what went wrong
    },
  }
}

/** Runs to the end; reports are not looked at, since what counts is said after each epoch. */
async function consume(run: Training): Promise<null> {
  for await (const _ of run);
  return null
}
