import { InvalidOptionError } from './errors.ts'

/**
 * How the learning rate α changes from epoch to epoch, e = 0 … E − 1: constant α · step α·factor^⌊e/every⌋ ·
 * cosine from α down to α·final, α (final + (1 − final)(1 + cos(π e/E))/2).
 */
export type Schedule =
  | { readonly kind: 'constant' }
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly final: number }

/**
 * The learning rate of one epoch.
 * @param epoch e, from 0
 * @param epochs E, the limit of the run
 * @throws InvalidOptionError when the schedule's numbers are out of range.
 */
export function scheduledRate(
  schedule: Schedule,
  learningRate: number,
  epoch: number,
  epochs: number,
): number {
  switch (schedule.kind) {
    case 'constant':
      return learningRate
    case 'step': {
      const { every, factor } = schedule
      if (!(Number.isInteger(every) && every > 0 && factor > 0)) {
        throw new InvalidOptionError(
          `A step schedule of factor ${factor} every ${every} epochs is not usable.`,
          'Give a factor above 0 and a positive whole number of epochs.',
        )
      }
      let rate = learningRate
      for (let steps = Math.floor(epoch / every); steps > 0; steps--) rate *= factor
      return rate
    }
    case 'cosine': {
      const { final } = schedule
      if (!(final >= 0 && final <= 1)) {
        throw new InvalidOptionError(
          `A cosine schedule that ends at ${final} of the learning rate is not usable.`,
          'Give a number from 0 to 1.',
        )
      }
      return learningRate * (final + ((1 - final) * (1 + cosineOfPi(epoch / epochs))) / 2)
    }
    default:
      return schedule satisfies never
  }
}

/**
 * cos(πx) for x from 0 to 1, by Taylor's series to the 20th power about the nearer zero-slope point: within
 * 1e-14, and, unlike Math.cos, the same bits in every engine.
 */
function cosineOfPi(x: number): number {
  if (x > 0.5) return -cosineOfPi(1 - x)
  const square = Math.PI * x * (Math.PI * x)
  let value = 1
  for (let power = 20; power > 0; power -= 2) value = 1 - (value * square) / (power * (power - 1))
  return value
}
