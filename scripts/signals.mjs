// Sends signals to trainings at random moments: node scripts/signals.mjs [moments of each signal] [rows] [seed] [trainings whose name has]
// Needs `npm run build` before. Says of each training how long it took to end, by signal and by the stage it was in, and
// ends with status 1 where one said another than one sentence, had another status, left anything, or went on to other bits.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const [moments = 10, rows = 200_000, seed = 1] = process.argv.slice(2, 5).map(Number)
const [wanted = ''] = process.argv.slice(5)
const leven = join(fileURLToPath(new URL('..', import.meta.url)), 'apps/cli/dist/main.js')
const home = mkdtempSync(join(tmpdir(), 'signals-'))
const out = 'm.safetensors'

let state = seed
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}

function table() {
  const lines = Array.from({ length: rows }, () => {
    const cells = Array.from({ length: 6 }, () => (random() - 0.5) * 6)
    return `${cells[0] + cells[1] > 0 ? 'yes' : 'no'},${cells.map((cell) => cell.toFixed(6)).join(',')}`
  })
  return `y,a,b,c,d,e,f\n${lines.join('\n')}\n`
}

const train = ['train', 'data.csv', '--target', 'y', '--out', out, '--epochs', '3']
const kept = ['--checkpoint', 'run', '--every', '0.1s']
const kinds = [
  { name: 'held', args: [...train, '--members', '1', '--no-stream'] },
  { name: 'streamed', args: [...train, '--members', '1', '--stream'] },
  { name: 'held, chosen', args: [...train, '--no-stream'] },
  { name: 'held, wide', args: [...train, '--members', '1', '--hidden', '3000', '--no-baseline'] },
  { name: 'held with a checkpoint', args: [...train, '--members', '1', '--no-stream', ...kept] },
  { name: 'streamed with a checkpoint', args: [...train, '--members', '1', '--stream', ...kept] },
].filter(({ name }) => name.includes(wanted))

const meanings = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }
const data = join(home, 'data.csv')

function place() {
  const folder = mkdtempSync(join(home, 'run-'))
  linkSync(data, join(folder, 'data.csv'))
  return folder
}

/** Scratch files lie in the folder, too, so that what is left of them is seen. */
const inside = (cwd) => ({ ...process.env, TMPDIR: cwd })

const faults = []

/** Runs a training, sends it a signal after so long, and looks at how it ended. */
async function signalled({ name, args, reference }, signal, after) {
  const cwd = place()
  const child = spawn(process.execPath, [leven, ...args], {
    cwd,
    env: inside(cwd),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const closed = once(child, 'close')
  const ended = await Promise.race([closed.then(() => true), pause(after, false)])
  const sent = performance.now()
  if (!ended) child.kill(signal)
  const [status, by] = await closed
  const took = performance.now() - sent
  const files = readdirSync(cwd).filter((file) => file !== 'data.csv')
  const what = `${name}, ${signal} after ${Math.round(after)} ms`
  const sentences = said.split('\n').filter((line) => line.startsWith('leven: '))
  const check = (right, fault) => {
    if (!right) faults.push(`${what}: ${fault}`)
  }
  if (!ended) {
    // Before Node has begun to listen, a signal ends the process by itself.
    check(status === meanings[signal] || by === signal, `status ${status}`)
    if (by === null) {
      const told = sentences.filter((line) => line !== 'leven: stopping; a second Ctrl-C ends at once.')
      check(told.length === 1, `said ${JSON.stringify(sentences)}`)
    }
  }
  check(!files.some((file) => file.startsWith('.leven-')), `left ${files}`)
  const hasRun = files.includes('run')
  check(!(hasRun && readdirSync(join(cwd, 'run')).some((file) => file === 'lock')) || by, 'left its lock')
  if (files.includes(out)) {
    const { status } = spawnSync(process.execPath, [leven, 'inspect', out], { cwd, stdio: 'ignore' })
    check(status === 0, `a model that cannot be read`)
  }
  if (hasRun && readdirSync(join(cwd, 'run')).some((file) => file.startsWith('checkpoint-'))) {
    const { status, stderr } = spawnSync(process.execPath, [leven, 'train', '--resume', 'run'], {
      cwd,
      env: inside(cwd),
      encoding: 'utf8',
    })
    check(status === 0, `resumed with status ${status}: ${stderr}`)
    check(readFileSync(join(cwd, out)).equals(reference), 'other bits')
  }
  rmSync(cwd, { recursive: true })
  return { ended, took, after, said: sentences.at(-1) ?? (by ? '(nothing)' : '(it had ended)') }
}

try {
  writeFileSync(data, table())
  let slowest = 0
  for (const kind of kinds) {
    const cwd = place()
    const begun = performance.now()
    spawnSync(process.execPath, [leven, ...kind.args], { cwd, env: inside(cwd) })
    const whole = performance.now() - begun
    kind.reference = readFileSync(join(cwd, out))
    rmSync(cwd, { recursive: true })
    for (const signal of Object.keys(meanings)) {
      const took = []
      for (let moment = 0; moment < moments; moment++) {
        const found = await signalled(kind, signal, whole * random())
        if (found.ended) continue
        took.push(found)
        slowest = Math.max(slowest, found.took)
        if (found.took > 1000)
          console.log(
            `  ${kind.name}, ${signal} after ${Math.round(found.after)} of ${Math.round(whole)} ms took ${Math.round(found.took)} ms: ${found.said}`,
          )
      }
      const sorted = took.map((one) => one.took).sort((a, b) => a - b)
      const at = (share) => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
      console.log(
        `${kind.name}, ${signal}: ${took.length} of ${moments} while it ran; milliseconds to the end: median ${at(0.5)}, most ${at(1)}`,
      )
    }
  }
  console.log(
    `the slowest took ${Math.round(slowest)} ms; ${faults.length} faults; ${rows} rows, ${cpus()[0]?.model}, Node ${process.version}`,
  )
  for (const fault of faults) console.log(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
} finally {
  rmSync(home, { recursive: true, force: true })
}
