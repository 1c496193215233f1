import { held, type Tape } from './tape.ts'

/** Bits a second at most: the words below the plane stay sharp. */
const bitRate = 4_000_000

/** The encoder takes a picture a little after it was drawn, in milliseconds. */
const late = 200

/** Records a canvas as the browser does, in real time: each change of it is a picture. */
export function videoTape(context: CanvasRenderingContext2D, type: string): Tape {
  const recorder = new MediaRecorder(context.canvas.captureStream(), {
    mimeType: type,
    videoBitsPerSecond: bitRate,
  })
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const ended = new Promise<void>((resolve, reject) => {
    recorder.onstop = () => resolve()
    recorder.onerror = (event) =>
      reject('error' in event && event.error instanceof Error ? event.error : new Error(event.type))
  })
  // Heard when the recording ends; until then it is nobody's.
  ended.catch(() => {})
  recorder.start()
  redraw(context)
  return {
    add: () => {},
    end: async () => {
      // A picture lasts until the next: the last one is drawn again at its end.
      await passed(held)
      redraw(context)
      await passed(late)
      if (recorder.state !== 'inactive') recorder.stop()
      await ended
      for (const track of recorder.stream.getTracks()) track.stop()
      return new Blob(parts, { type: type.replace(/;.*/, '') })
    },
  }
}

/** Draws what is there once more, which counts as a change. */
function redraw(context: CanvasRenderingContext2D): void {
  context.drawImage(context.canvas, 0, 0)
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
