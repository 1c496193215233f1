import { writeSync } from 'node:fs'

/**
 * Writes all of the bytes: the system may take a part of them at a time. A write that takes none would be tried
 * for ever; it is the sign of a full device.
 */
export function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const taken = writeSync(file, bytes, at)
    if (taken === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
    at += taken
  }
}
