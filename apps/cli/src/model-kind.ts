import { closeSync, openSync, readSync } from 'node:fs'

/** More than any model's header of JSON has. */
const longestHeader = 1 << 27

/** Whether a file looks like a model of Leven: a safetensors file whose header says so. Nothing in it is verified. */
export function looksLikeModel(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const start = Buffer.alloc(8)
    if (readSync(file, start, 0, 8, 0) < 8) return false
    const length = start.readBigUInt64LE()
    if (length < 2n || length > longestHeader) return false
    const header = Buffer.alloc(Number(length))
    if (readSync(file, header, 0, header.length, 8) < header.length) return false
    return header[0] === 0x7b && /"format"\s*:\s*"leven\/\d+"/.test(header.toString('latin1'))
  } finally {
    closeSync(file)
  }
}
