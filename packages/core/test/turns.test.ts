import { expect, test } from 'vitest'
import { inTurns } from '../src/in-turns.ts'
import { inOneGo, type Turns } from '../src/turns.ts'

/** Work that goes on until it is over, at most so many milliseconds. */
function* until(over: (turn: number) => boolean, milliseconds = 20_000): Turns<number> {
  const end = performance.now() + milliseconds
  let turns = 0
  while (!over(turns) && performance.now() < end) {
    turns++
    yield
  }
  return turns
}

test('work comes to the same in one go and in turns', async () => {
  function* sum(): Turns<number> {
    let all = 0
    for (let i = 0; i < 100; i++) {
      if (i % 10 === 0) yield
      all += i
    }
    return all
  }
  expect(inOneGo(sum())).toBe(4950)
  expect(await inTurns(sum())).toBe(4950)
})

test('in turns, timers have theirs', async () => {
  let ticks = 0
  const timer = setInterval(() => ticks++, 1)
  await inTurns(until(() => ticks >= 3))
  clearInterval(timer)
  expect(ticks).toBeGreaterThanOrEqual(3)
})

test('a signal breaks work off between two turns, wherever it is and before it begins', async () => {
  const controller = new AbortController()
  let last = 0
  const work = until((turn) => {
    last = turn
    if (turn === 5) controller.abort()
    return false
  })
  await expect(inTurns(work, controller.signal)).rejects.toMatchObject({ code: 'ABORTED' })
  expect(last).toBe(5)
  let begun = false
  const never = until(() => {
    begun = true
    return true
  })
  await expect(inTurns(never, controller.signal)).rejects.toMatchObject({ code: 'ABORTED' })
  expect(begun).toBe(false)
})
