import type { Progress } from '@leven/core'
import { defaults, type MembersProgress } from '@leven/model'

/** Shows a training on a terminal. */
export interface TrainingBar {
  /** A single network is at this epoch, of so many or the default. */
  epoch(progress: Progress, epochs?: number): void
  members(progress: MembersProgress): void
  /** Removes it; what is shown later begins another. */
  stop(): void
}

/**
 * One bar for a training with cost, epochs a second and time left, on stderr where that is a terminal; elsewhere
 * nothing. Members are one bar over all candidates: a candidate that stops early makes it jump.
 * @param of what is trained, before the epoch; nothing for the network itself.
 */
export async function openTrainingBar(of = ''): Promise<TrainingBar> {
  if (!process.stderr.isTTY) return { epoch() {}, members() {}, stop() {} }
  const { default: progress } = await import('cli-progress')
  const begun = performance.now()
  const bar = new progress.SingleBar(
    {
      stream: process.stderr,
      format: '{what} {bar} {costs}  {rate} epochs/s  {left} left',
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
      etaBuffer: 1,
      fps: 10,
      barsize: 24,
      linewrap: false,
    },
    progress.Presets.shades_grey,
  )
  let shown = false
  let trained = 0
  function show(what: string, done: number, total: number, costs: string): void {
    trained++
    const seconds = (performance.now() - begun) / 1000
    const rate = trained / seconds
    const texts = {
      what: of === '' ? what : `${of}, ${what}`,
      costs,
      rate: rate >= 100 ? Math.round(rate) : rate.toPrecision(2),
      left: duration((seconds / done) * (total - done)),
    }
    if (shown) bar.update(done, texts)
    else bar.start(total, done, texts)
    shown = true
  }
  return {
    epoch({ epoch, cost, validationCost }, epochs = defaults.epochs) {
      const held = validationCost === null ? '' : `  validation ${short(validationCost)}`
      trained = epoch - 1
      show(`epoch ${epoch}/${epochs}`, epoch, epochs, `cost ${short(cost)}${held}`)
    },
    members({ candidate, index, candidates, epoch, epochs, cost }) {
      const what =
        candidates === 1 ? `epoch ${epoch}` : `${candidate} (${index} of ${candidates}), epoch ${epoch}`
      show(what, (index - 1) * epochs + epoch, candidates * epochs, `out of fold ${short(cost)}`)
    },
    stop() {
      if (shown) bar.stop()
      shown = false
    },
  }
}

function short(cost: number): string {
  return cost.toPrecision(3)
}

/** Seconds for people. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const minutes = Math.floor(whole / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return minutes < 60
    ? `${minutes}:${rest} min`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`
}
