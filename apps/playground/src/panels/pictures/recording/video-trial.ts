/** A recorder that has not said anything for so long, in milliseconds, is asked to end. */
const patience = 3000

/**
 * Whether a type of video comes to anything here. WebKitGTK takes MP4 where no encoder of it is installed, and records
 * nothing, without an error.
 */
export async function comesToSomething(type: string): Promise<boolean> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: type })
  const came = new Promise<boolean>((resolve) => {
    recorder.ondataavailable = ({ data }) => data.size > 0 && resolve(true)
    recorder.onstop = () => resolve(false)
    recorder.onerror = () => resolve(false)
  })
  const stop = () => recorder.state !== 'inactive' && recorder.stop()
  recorder.start(100)
  const drawing = setInterval(() => context?.fillRect(0, 0, canvas.width, canvas.height), 30)
  const ending = setTimeout(stop, patience)
  const something = await came
  clearInterval(drawing)
  clearTimeout(ending)
  stop()
  for (const track of recorder.stream.getTracks()) track.stop()
  return something
}
