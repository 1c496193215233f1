import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstState } from '../src/learner/learner.ts'
import { History, type Moment } from '../src/training/history.ts'

function moment(epoch: number): Moment {
  const cost = 1 / (1 + epoch)
  return { state: { ...firstState([]), epoch }, epoch, cost, objective: cost, testCost: 2 * cost }
}

function filled(count: number, capacity: number): History {
  const history = new History(capacity)
  for (let epoch = 0; epoch < count; epoch++) history.add(moment(epoch), true)
  return history
}

describe('a history', () => {
  test('never holds more than its capacity, and keeps the first and the last moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 8, max: 50 }), (count, capacity) => {
        const history = filled(count, capacity)
        const { epoch } = history.curve()
        expect(history.length).toBeLessThanOrEqual(capacity)
        expect(epoch[0]).toBe(0)
        expect(epoch.at(-1)).toBe(count - 1)
        expect(Array.from(epoch)).toEqual(Array.from(epoch).sort((a, b) => a - b))
      }),
    )
  })

  test('keeps moments spread over the whole run, not only its end', () => {
    const { epoch } = filled(10_000, 100).curve()
    const gaps = Array.from(epoch.subarray(1), (value, i) => value - (epoch[i] ?? 0))
    expect(Math.max(...gaps)).toBeLessThan(500)
    expect(epoch.length).toBeGreaterThan(40)
  })

  test('keeps each step taken by hand, however dense, after a long run', () => {
    const history = filled(10_000, 100)
    for (let step = 1; step <= 5; step++) history.add(moment(9999 + step))
    expect(Array.from(history.curve().epoch.subarray(-6))).toEqual([9999, 10000, 10001, 10002, 10003, 10004])
  })

  test('keeps every moment while there is room', () => {
    expect(Array.from(filled(20, 100).curve().epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i))
  })

  test('shows the moment that is sought, or the nearest end', () => {
    const history = filled(10, 100)
    expect(history.seek(3)?.epoch).toBe(3)
    expect(history.cursor).toBe(3)
    expect(history.seek(-5)?.epoch).toBe(0)
    expect(history.seek(99)?.epoch).toBe(9)
    expect(history.length).toBe(10)
  })

  test('forks where it stands: what came after is let go, and its curve kept to be shown', () => {
    const history = filled(10, 100)
    history.seek(4)
    history.add(moment(4.5))
    expect(Array.from(history.curve().epoch)).toEqual([0, 1, 2, 3, 4, 4.5])
    expect(Array.from(history.forked?.epoch ?? [])).toEqual([4, 5, 6, 7, 8, 9])
  })

  test('forgets everything when it is cleared', () => {
    const history = filled(10, 100)
    history.seek(2)
    history.add(moment(3))
    history.clear()
    expect([history.length, history.cursor, history.forked]).toEqual([0, -1, undefined])
  })
})
