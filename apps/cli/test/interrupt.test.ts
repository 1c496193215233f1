import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { endAtOnceWhile, endOnSignals, hearSignals, listenForInterrupt } from '../src/interrupt.ts'

/** What comes soon may come later on a busy machine. */
const patience = { timeout: 20_000 }

const before = process.listeners('SIGTERM')

beforeAll(endOnSignals)

afterAll(() => {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    for (const listener of process.listeners(name))
      if (!before.includes(listener)) process.off(name, listener)
  }
})

/** A signal that comes while no listener can be called. */
const terminate = () => execFileSync('kill', ['-TERM', String(process.pid)])

test('a signal that came while nothing could hear it is heard before a write that may be stuck', async () => {
  const interrupt = listenForInterrupt()
  await interrupt.whileStopping(async () => {
    terminate()
    await endAtOnceWhile(() => {})
    expect(interrupt.signal.aborted).toBe(true)
  })
  expect(interrupt.status).toBe(143)
})

test('Ctrl-C is answered within a second where the work takes longer to stop, and only there', async () => {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const press = () => process.kill(process.pid, 'SIGINT')
  try {
    const slow = listenForInterrupt()
    await slow.whileStopping(async () => {
      press()
      await vi.waitFor(() => expect(told).toHaveBeenCalled(), patience)
    })
    expect(slow.status).toBe(130)
    expect(told.mock.calls).toEqual([['leven: stopping; a second Ctrl-C ends at once.\n']])
    const quick = listenForInterrupt()
    await quick.whileStopping(async () => {
      const heard = once(quick.signal, 'abort')
      press()
      await heard
    })
    await pause(600)
    expect(quick.status).toBe(130)
    expect(told).toHaveBeenCalledTimes(1)
  } finally {
    told.mockRestore()
  }
})

test('a signal that came before a program hears signals itself is heard by it', async () => {
  const came: string[] = []
  terminate()
  const deaf = hearSignals((name) => came.push(name))
  await vi.waitFor(() => expect(came).toEqual(['SIGTERM']), patience)
  deaf()
})
