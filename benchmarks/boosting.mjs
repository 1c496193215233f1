// The whole of `leven train` by default beside one fit of scikit-learn's gradient boosting on the same file: node
// benchmarks/boosting.mjs, after pnpm run build; needs python3 with scikit-learn (PYTHON names another). Leven reads the
// table, trains its members, judges every row out of fold, trains two baselines and saves; boosting reads the table and
// fits once, without any figure of how good it is. Interleaved rounds; wall time, and the processor time that the shell
// tells, which others on the machine hardly change.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = 3
const python = process.env.PYTHON ?? 'python3'
const folder = mkdtempSync(join(tmpdir(), 'leven-boosting-'))
const script = `
import csv, sys
import numpy
from sklearn.ensemble import HistGradientBoostingClassifier
names, *rows = csv.reader(open(sys.argv[1]))
at = names.index(sys.argv[2])
y = numpy.array([row.pop(at) for row in rows])
table = numpy.array(rows, dtype=float)
model = HistGradientBoostingClassifier(random_state=0)
model.fit(table, y)
`

/** A table of numbers from a linear congruential generator; y is a noisy smooth function of five columns. */
function drawn(rows, columns) {
  let state = 1
  const unit = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const lines = [[...Array.from({ length: columns }, (_, i) => `x${i}`), 'y'].join()]
  for (let row = 0; row < rows; row++) {
    const x = Array.from({ length: columns }, () => 2 * unit() - 1)
    const logit = 3 * x[0] * x[1] + 2 * x[2] - x[3] + Math.sin(3 * x[4])
    lines.push(
      [...x.map((value) => value.toFixed(5)), unit() < 1 / (1 + Math.exp(-logit)) ? 'yes' : 'no'].join(),
    )
  }
  const path = join(folder, `${rows}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

/** Seconds of a command: wall, and of its processors. */
function timed(command, args) {
  const quoted = [command, ...args].map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ')
  const { status, stderr } = spawnSync('bash', ['-c', `TIMEFORMAT='%R %U %S'; time ${quoted} > /dev/null`], {
    encoding: 'utf8',
    // Threads that wait must not keep others from working.
    env: { ...process.env, OMP_WAIT_POLICY: 'passive' },
  })
  if (status !== 0) throw new Error(stderr)
  const [wall, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { wall, processor: user + system }
}

const median = (all, key) => all.map((one) => one[key]).toSorted((a, b) => a - b)[all.length >> 1]
const tables = [
  ['breast-cancer, 569 × 30', 'examples/breast-cancer.csv', 'diagnosis'],
  ...[1000, 5000, 10_000, 20_000].map((rows) => [`${rows.toLocaleString('en')} × 20`, drawn(rows, 20), 'y']),
]
console.log(
  '| table | leven: wall, s | processor, s | boosting: wall, s | processor, s | wall, ratio | processor, ratio |',
)
console.log('|---|---|---|---|---|---|---|')
for (const [name, path, target] of tables) {
  const [own, other] = [[], []]
  for (let round = 0; round < rounds; round++) {
    const out = join(folder, 'model.safetensors')
    own.push(
      timed(process.execPath, ['apps/cli/dist/main.js', 'train', path, '--target', target, '--out', out]),
    )
    other.push(timed(python, ['-c', script, path, target]))
  }
  const cells = [own, other].flatMap((all) => [median(all, 'wall'), median(all, 'processor')])
  const ratios = ['wall', 'processor'].map((key) => median(own, key) / median(other, key))
  console.log(
    `| ${[name, ...cells.map((value) => value.toFixed(2)), ...ratios.map((value) => value.toFixed(2))].join(' | ')} |`,
  )
}
rmSync(folder, { recursive: true })
