// Kills trainings that keep checkpoints at random moments, and resumes them: node scripts/kills.mjs [kills] [signals of each kind] [seed]
// Needs `npm run build` before. Ends with status 1 where a resumed run ends in other bits, loses a checkpoint that was
// there, or leaves anything behind; docs/large.md holds what it printed.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const [kills = 200, each = 40, seed = 1] = process.argv.slice(2).map(Number)
const root = fileURLToPath(new URL('..', import.meta.url))
const leven = join(root, 'apps/cli/dist/main.js')
const home = mkdtempSync(join(tmpdir(), 'kills-'))
const [every, out] = [0.1, 'm.safetensors']

const table = ['train', 'data.csv', '--target', 'diagnosis', '--no-baseline', '--out', out]
const kinds = [
  { name: 'members on folds', args: [...table, '--workers', '1'], reference: undefined },
  { name: 'members on threads', args: [...table, '--hidden', '200', '--epochs', '8'], reference: undefined },
  { name: 'a single network', args: [...table, '--members', '1', '--epochs', '200'], reference: undefined },
  {
    name: 'a streamed table',
    args: [...table, '--members', '1', '--stream', '--epochs', '200'],
    reference: undefined,
  },
  {
    name: 'one for its members',
    args: [...table, '--small', '--hidden', '32', '--workers', '1'],
    reference: undefined,
  },
]

let state = seed
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}

function place() {
  const folder = mkdtempSync(join(home, 'run-'))
  cpSync(join(root, 'examples/breast-cancer.csv'), join(folder, 'data.csv'))
  return folder
}

const numbered = (cwd) =>
  existsSync(join(cwd, 'run'))
    ? readdirSync(join(cwd, 'run'))
        .filter((name) => name.startsWith('checkpoint-'))
        .sort()
    : []

/** Scratch files lie in the folder, too, so that what is left of them is seen. */
const inside = (cwd) => ({ ...process.env, TMPDIR: cwd })

/** Runs the command, and sends it a signal after so long; whether it ended before. */
async function broken(cwd, args, signal, after) {
  const child = spawn(process.execPath, [leven, ...args], { cwd, env: inside(cwd), stdio: 'ignore' })
  const closed = once(child, 'close')
  const ended = await Promise.race([closed.then(() => true), pause(after, false)])
  if (!ended) child.kill(signal)
  const [status] = await closed
  return { ended, status }
}

const faults = []
const check = (right, what) => {
  if (!right) faults.push(what)
}

function finish(cwd, kind, what, begin) {
  // A run that was killed before it kept anything begins again.
  const args = numbered(cwd).length > 0 ? ['train', '--resume', 'run'] : begin
  const { status, stderr } = spawnSync(process.execPath, [leven, ...args], {
    cwd,
    env: inside(cwd),
    encoding: 'utf8',
  })
  check(status === 0, `${what}: status ${status}: ${stderr}`)
  check(
    existsSync(join(cwd, out)) && readFileSync(join(cwd, out)).equals(kind.reference),
    `${what}: other bits`,
  )
  check(readdirSync(cwd).sort().join() === `data.csv,${out},run`, `${what}: ${readdirSync(cwd)}`)
  check(readdirSync(join(cwd, 'run')).length <= 2, `${what}: ${readdirSync(join(cwd, 'run'))}`)
}

try {
  mkdirSync(home, { recursive: true })
  for (const kind of kinds) {
    const cwd = place()
    const begun = performance.now()
    spawnSync(process.execPath, [leven, ...kind.args], { cwd, env: inside(cwd) })
    kind.seconds = (performance.now() - begun) / 1000
    kind.reference = readFileSync(join(cwd, out))
  }
  const totals = { killed: 0, runs: 0, resumed: 0, anew: 0 }
  while (totals.killed < kills) {
    const kind = kinds[totals.runs++ % kinds.length]
    const begin = [...kind.args, '--checkpoint', 'run', '--every', `${every}s`]
    const cwd = place()
    for (let again = 0; again < 6 && totals.killed < kills; again++) {
      const resume = numbered(cwd).length > 0
      const args = resume ? ['train', '--resume', 'run'] : begin
      const before = numbered(cwd).at(-1)
      const { ended, status } = await broken(cwd, args, 'SIGKILL', 1000 * kind.seconds * random())
      if (ended) {
        check(status === 0, `${kind.name}: status ${status} where it was not killed`)
        break
      }
      totals.killed++
      if (resume) totals.resumed++
      else totals.anew++
      check(
        before === undefined || (numbered(cwd).at(-1) ?? '') >= before,
        `${kind.name}: a checkpoint is gone`,
      )
    }
    finish(cwd, kind, `${kind.name}, SIGKILL`, begin)
    rmSync(cwd, { recursive: true })
  }
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
  let signalled = 0
  for (let turn = 0; turn < each; turn++) {
    for (const [signal, wanted] of Object.entries(signals)) {
      const kind = kinds[turn % kinds.length]
      const begin = [...kind.args, '--checkpoint', 'run', '--every', `${every}s`]
      const cwd = place()
      const { ended, status } = await broken(cwd, begin, signal, 100 + 1000 * kind.seconds * random())
      if (!ended) signalled++
      // Before Node has begun to listen, a signal ends the process by itself.
      check(
        status === wanted || status === null || (ended && status === 0),
        `${kind.name}, ${signal}: ${status}`,
      )
      const files = [cwd, join(cwd, 'run')].flatMap((path) => (existsSync(path) ? readdirSync(path) : []))
      check(!files.some((name) => name.startsWith('.leven-')), `${kind.name}, ${signal}: left ${files}`)
      finish(cwd, kind, `${kind.name}, ${signal}`, begin)
      rmSync(cwd, { recursive: true })
    }
  }
  console.log(
    `${totals.killed} SIGKILLs in ${totals.runs} runs (${totals.anew} before or in the first part of a run, ${totals.resumed} in resumed ones), ${signalled} of ${3 * each} other signals while it ran; ${faults.length} faults; ${cpus()[0]?.model}, Node ${process.version}`,
  )
  for (const fault of faults) console.log(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
} finally {
  rmSync(home, { recursive: true, force: true })
}
