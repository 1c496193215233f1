import type { Progress } from '@leven/core'

/** Shows a run on a terminal. */
export interface ProgressBar {
  update(progress: Progress): void
  /** Removes it. */
  stop(): void
}

/**
 * A bar with cost, validation cost, epochs a second and time left, on stderr where that is a terminal;
 * elsewhere nothing.
 */
export async function openProgressBar(epochs: number): Promise<ProgressBar> {
  if (!process.stderr.isTTY) return { update() {}, stop() {} }
  const { default: progress } = await import('cli-progress')
  const begun = performance.now()
  const bar = new progress.SingleBar(
    {
      stream: process.stderr,
      format: 'epoch {value}/{total} {bar} {costs}  {rate} epochs/s  {left} left',
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
  bar.start(epochs, 0, { costs: 'cost –', rate: '–', left: '–' })
  return {
    update({ epoch, cost, validationCost }) {
      const rate = epoch / ((performance.now() - begun) / 1000)
      bar.update(epoch, {
        costs: `cost ${short(cost)}${validationCost === null ? '' : `  validation ${short(validationCost)}`}`,
        rate: rate >= 100 ? Math.round(rate) : rate.toPrecision(2),
        left: duration((epochs - epoch) / rate),
      })
    },
    stop() {
      bar.stop()
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
