import { held, type Tape } from './tape.ts'

/** Bits a second at most: the words below the plane stay sharp. */
const bitRate = 4_000_000

/** The encoder takes a picture a little after it was drawn, in milliseconds. */
const late = 300

/** How often the last picture is drawn again. */
const again = 6

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
      // A picture lasts until the next, so the last one is drawn again at its end; and on the way to it, since an encoder
      // that cannot keep up on a busy machine leaves pictures out.
      for (let times = 0; times < again; times++) {
        await passed(held / again)
        redraw(context)
      }
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
