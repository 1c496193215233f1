/**
 * How long the laws of "Write it yourself" take: all three exercises, as they are judged after a change, in milliseconds.
 * A reader waits for it, so it should stay well below a second.
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/judge.ts [rounds]
 */
import { solutions } from '../src/own-code/exercises.ts'
import { judge } from '../src/own-code/judge.ts'

const rounds = Number(process.argv[2] ?? 15)
const taken: number[] = []
for (let round = 0; round < rounds; round++) {
  const began = performance.now()
  await judge(solutions, 'update')
  taken.push(performance.now() - began)
}
const sorted = taken.toSorted((a, b) => a - b)
const [first, least, median] = [taken[0], sorted[0], sorted[Math.floor(rounds / 2)]].map((time) =>
  time?.toFixed(0),
)
console.log(`First ${first} ms, least ${least}, median of ${rounds} ${median}.`)
