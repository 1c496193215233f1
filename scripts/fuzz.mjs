// Reads 10,000 damaged tables and models: node scripts/fuzz.mjs [cases] [first seed]
// They are those of apps/cli/test/fuzz.test.ts, a thousand of a seed, each seed in a process of its own. Ends with status
// 1 where one of them is a fault, and names it; docs/large.md holds what it printed.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [cases = 10_000, first = 1] = process.argv.slice(2).map(Number)
const ofSeed = 1000
const root = fileURLToPath(new URL('..', import.meta.url))
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')

let faults = 0
for (let done = 0; done < cases; done += ofSeed) {
  const seed = first + done / ofSeed
  const count = Math.min(ofSeed, cases - done)
  const begun = performance.now()
  const { status, stdout } = spawnSync(
    process.execPath,
    [vitest, 'run', '--project', 'cli', '--reporter=dot', 'apps/cli/test/fuzz.test.ts'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, FUZZ_CASES: String(count), FUZZ_SEED: String(seed) },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  process.stdout.write(
    `seed ${seed}: ${count} cases, ${status === 0 ? 'no fault' : 'a fault'}, ${seconds} s\n`,
  )
  if (status === 0) continue
  faults++
  process.stdout.write(stdout)
}
if (faults > 0) process.exit(1)
