import type { Stats } from 'node:fs'

/**
 * Why a place cannot be read as a file, as a sentence; undefined where it can. A device such as /dev/zero never ends,
 * so whoever reads all of it is out of memory. A pipe does end.
 */
export function noFile(found: Stats): string | undefined {
  if (found.isDirectory()) return 'this is a directory.'
  if (found.isCharacterDevice() || found.isBlockDevice()) return 'this is a device, not a file.'
  return undefined
}
