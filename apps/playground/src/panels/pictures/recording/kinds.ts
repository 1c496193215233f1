/** What a run can be recorded as. */
export type Kind = 'video' | 'gif'

/** Why a recording ends with its card. */
export const leaving = 'leaving'

/** The longest recording, in seconds. A GIF takes about ten times the room of a video. */
export const longest: Readonly<Record<Kind, number>> = { video: 60, gif: 20 }

/** The kinds that this browser can record. It needs MediaRecorder and the stream of a canvas for a video. */
export function kinds(): readonly Kind[] {
  return videoType() === undefined ? ['gif'] : ['video', 'gif']
}

/** In the order in which they are wanted. Under load Chromium's encoder of VP8 loses most pictures, that of VP9 none. */
const videoTypes = ['video/webm;codecs=vp9', 'video/webm', 'video/mp4']

/** WebM, or MP4 where a browser records that alone; undefined where it records neither. */
export function videoType(): string | undefined {
  if (!('MediaRecorder' in globalThis && 'captureStream' in HTMLCanvasElement.prototype)) return undefined
  return videoTypes.find((type) => MediaRecorder.isTypeSupported(type))
}
