import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endAtOnceWhile, endOnSignals, hearSignals, listenForInterrupt } from '../src/interrupt.ts'

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

test('a signal that came before work that would not hear it leaves that work undone', async () => {
  const interrupt = listenForInterrupt()
  let begun = false
  await interrupt.whileStopping(async () => {
    terminate()
    const work = async () => {
      begun = true
    }
    await expect(interrupt.breakingOff(work)).rejects.toMatchObject({ code: 'ABORTED' })
  })
  expect(begun).toBe(false)
  expect(interrupt.status).toBe(143)
})

test('a signal that came before a program hears signals itself is heard by it', async () => {
  const came: string[] = []
  terminate()
  const deaf = hearSignals((name) => came.push(name))
  await pause(50)
  deaf()
  expect(came).toEqual(['SIGTERM'])
})
