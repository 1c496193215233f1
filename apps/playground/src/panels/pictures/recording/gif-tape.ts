import { applyPalette, GIFEncoder, quantize } from 'gifenc'
import { held, type Tape } from './tape.ts'

/** Encodes a canvas as a GIF, each picture when the next one tells how long it lasted. */
export function gifTape(context: CanvasRenderingContext2D): Tape {
  const { width, height } = context.canvas
  const read = () => context.getImageData(0, 0, width, height).data
  const encoder = GIFEncoder()
  let [pending, since] = [read(), 0]
  const write = (until: number) => {
    const palette = quantize(pending, 256)
    encoder.writeFrame(applyPalette(pending, palette), width, height, { palette, delay: until - since })
  }
  return {
    add: (at) => {
      write(at)
      pending = read()
      since = at
    },
    end: async (at) => {
      write(at + held)
      encoder.finish()
      return new Blob([encoder.bytes()], { type: 'image/gif' })
    },
  }
}
