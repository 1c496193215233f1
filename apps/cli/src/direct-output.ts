import { closeSync, constants, openSync, type Stats } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { diskWords } from './disk-words.ts'
import { endAtOnceWhile } from './interrupt.ts'
import type { OpenOutput, OutputFile } from './output-file.ts'
import { attempt, unwritable } from './unwritable.ts'
import { visibleLines } from './visible.ts'
import { writeAll } from './write-all.ts'

/** A pipe or device, which cannot be renamed to. A terminal is shown what it is given, and made to obey nothing. */
export function writtenDirectly(path: string, existing: Stats): Promise<OutputFile> {
  return openDirectly(path, existing).then((file) => {
    const isTerminal = isatty(file)
    const shown = isTerminal ? harmless : (bytes: Uint8Array) => bytes
    const open = (): OpenOutput => ({
      temporaryPath: path,
      write: (bytes) => endAtOnceWhile(() => attempt(path, () => writeAll(file, shown(bytes)))),
      done: () => attempt(path, () => closeSync(file)),
      discard: () => closeSync(file),
    })
    return {
      path,
      place: undefined,
      isTerminal,
      open,
      async write(bytes) {
        const opened = open()
        await opened.write(bytes)
        opened.done()
      },
    }
  })
}

/** Opens a pipe without being stuck in it: until somebody reads, a signal must still be heard. */
async function openDirectly(path: string, existing: Stats): Promise<number> {
  if (!existing.isFIFO()) return attempt(path, () => openSync(path, 'w'))
  for (;;) {
    try {
      const first = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK)
      const file = openSync(path, constants.O_WRONLY) // while the first is open: else the reader would see an end
      closeSync(first)
      return file
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENXIO')) {
        throw unwritable(path, cause instanceof Error ? diskWords(cause) : String(cause))
      }
      await pause(50)
    }
  }
}

function harmless(bytes: Uint8Array): Uint8Array {
  return Buffer.from(visibleLines(Buffer.from(bytes).toString()))
}
