import { type Remote, wrap } from 'comlink'
import { pageTexts } from '../texts/page.ts'
import type { Frame } from '../training/frame.ts'
import type { Trainer } from '../training/protocol.ts'
import { Speedometer } from '../training/speedometer.ts'
import { frameNow, framesPerSecond, notice } from './state.ts'

const speedometer = new Speedometer()
let frames = 0

const worker = new Worker(new URL('../training/worker.ts', import.meta.url), { type: 'module' })
/** The worker, as the page calls it. */
export const trainer: Remote<Trainer> = wrap<Trainer>(worker)
worker.onerror = () => {
  notice.value = pageTexts().noWorker
}

/** Draws frame after frame. To be called once. */
export async function watch(): Promise<never> {
  for (;;) await draw(await trainer.next())
}

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)')

/** Milliseconds from one frame to the next for people who asked for less motion: they see steps, not a film. */
const calmPause = 500

/** Draws a frame with the page's next; resolves when another may come. */
function draw(next: Frame): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame((time) => {
      speedometer.note(time, ++frames)
      framesPerSecond.value = next.playing ? speedometer.speed() : 0
      frameNow.value = next
      if (!next.playing) speedometer.clear()
      if (next.playing && lessMotion.matches) setTimeout(resolve, calmPause)
      else resolve()
    })
  })
}
