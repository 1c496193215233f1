import type { Engine } from './engine.ts'

/** How large the pictures of a GIF are, and how many there are. */
export function gifOf(bytes: Buffer): {
  readonly signature: string
  readonly size: readonly [width: number, height: number]
  readonly pictures: number
} {
  const tableAfter = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)
  let at = 13 + tableAfter(bytes.readUInt8(10))
  let pictures = 0
  const skipBlocks = () => {
    while (bytes.readUInt8(at) > 0) at += 1 + bytes.readUInt8(at)
    at += 1
  }
  for (;;) {
    const kind = bytes.readUInt8(at)
    if (kind === 0x3b) break // the end
    if (kind === 0x2c) {
      pictures += 1
      at += 10 + tableAfter(bytes.readUInt8(at + 9)) + 1
    } else if (kind === 0x21) at += 2
    else throw new Error(`No block of a GIF begins with ${kind}.`)
    skipBlocks()
  }
  const size = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)] as const
  return { signature: bytes.toString('latin1', 0, 6), size, pictures }
}

/** What a video is, by how it begins. */
export function containerOf(bytes: Buffer): 'webm' | 'mp4' | undefined {
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return 'webm'
  return bytes.toString('latin1', 4, 8) === 'ftyp' ? 'mp4' : undefined
}

/**
 * Plays a video where the engine is, which is to be a page that lets videos in: its size, its length in seconds, how
 * many pictures were decoded, and by how much a colour of the first differs from the last one's on average, from 0 to
 * 255. It is played to its end, since what was recorded as it happened has no places to go to.
 */
export async function videoOf(engine: Engine, bytes: Buffer, type: string): Promise<unknown> {
  await engine.run(`
    window.video = undefined
    const video = document.createElement('video')
    const happens = (name) => new Promise((resolve, reject) => {
      video.addEventListener(name, resolve, { once: true })
      video.addEventListener('error', () => reject(new Error('no ' + name)), { once: true })
    })
    const picture = () => {
      const canvas = document.createElement('canvas')
      canvas.width = video.videoWidth
      canvas.height = video.videoHeight
      const context = canvas.getContext('2d')
      context.drawImage(video, 0, 0)
      return context.getImageData(0, 0, canvas.width, canvas.height).data
    }
    const play = async () => {
      const loaded = happens('loadeddata')
      video.src = 'data:${type};base64,${bytes.toString('base64')}'
      await loaded
      const first = picture()
      const ended = happens('ended')
      video.muted = true
      video.playbackRate = 2
      await video.play()
      await ended
      const last = picture()
      const change = first.reduce((sum, value, i) => sum + Math.abs(value - last[i]), 0) / first.length
      window.video = {
        size: [video.videoWidth, video.videoHeight],
        seconds: video.currentTime,
        pictures: video.getVideoPlaybackQuality().totalVideoFrames,
        change,
      }
    }
    play().catch((reason) => { window.video = String(reason) })
  `)
  await engine.until('window.video')
  return engine.run('return video')
}
