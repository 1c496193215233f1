import type { BackendInfo } from '@leven/core'
import { isLevenError } from '@leven/core'
import { backendsAndModes, defaultBackend, openBackend } from '../backends.ts'
import type { CommonOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { print, printJson, styled } from '../terminal.ts'

/** One backend, as `leven backends --json` prints it. */
interface Listed extends Partial<Pick<BackendInfo, 'device' | 'accelerated'>> {
  readonly name: string
  readonly available: boolean
  /** Whether it is used where nothing else is asked for. */
  readonly default: boolean
  /** Why this device, or why it cannot run and what to do. */
  readonly reason: string
}

/**
 * `leven backends`: opens each backend, in each of its modes, and says what it would use.
 * @returns the exit status.
 */
export async function backendsCommand(options: CommonOptions): Promise<number> {
  const asked = process.env.LEVEN_BACKEND || defaultBackend
  const names = backendsAndModes.includes(asked) ? backendsAndModes : [...backendsAndModes, asked]
  const listed: Listed[] = []
  for (const name of names) listed.push({ ...(await look(name)), default: name === asked })
  if (options.json) printJson({ backends: listed })
  else printList(listed)
  return exitStatus.done
}

async function look(name: string): Promise<Omit<Listed, 'default'>> {
  try {
    const on = await openBackend(name)
    const { device, accelerated, reason } = on.info
    await on.close()
    return { name, available: true, device, accelerated, reason }
  } catch (error) {
    if (!isLevenError(error)) throw error
    return { name, available: false, reason: `${error.message} ${error.remedy}` }
  }
}

function printList(listed: readonly Listed[]): void {
  for (const { name, available, device, accelerated, reason, default: chosen } of listed) {
    const state = available ? styled('good', 'available') : styled('bad', 'unavailable')
    print(styled('heading', name), '  ', state, chosen ? ', used by default' : '')
    const lines = available
      ? [
          `device       ${device}`,
          `accelerated  ${accelerated === true ? 'yes' : accelerated === false ? 'no' : 'unknown'}`,
          `chosen       ${reason}`,
        ]
      : [reason]
    for (const line of lines) print(`  ${line}`)
  }
}
