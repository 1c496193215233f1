// How long `leven predict` takes, and how much memory, as the rows grow: node scripts/large.mjs [millions …]
// With `train` before the millions: one epoch of a training that is streamed.
// Needs `npm run build` before. Prints a line for each size; docs/large.md holds what it printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const leven = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'large-'))
const columns = 10

/** A table of numbers and a target; the same for the same number of rows. */
async function write(path, rows) {
  const out = createWriteStream(path)
  out.write(`y,${Array.from({ length: columns - 1 }, (_, i) => `x${i}`).join(',')}\n`)
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32 - 0.5) * 6
  }
  let text = ''
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns - 1 }, next)
    text += `${cells[0] + cells[1] > 0 ? 'yes' : 'no'},${cells.map((cell) => cell.toFixed(8)).join(',')}\n`
    if (text.length < 1 << 20) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
  }
  out.end(text)
  await once(out, 'finish')
}

/** Runs the command; its seconds, of the clock and of processors, and the most memory that it held, in MB. */
async function run(...args) {
  const begun = performance.now()
  const child = spawn(process.execPath, [leven, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let [peak, processor] = [0, 0]
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000)
      const [user, system] = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .split(') ')[1]
        .split(' ')
        .slice(11, 13)
      processor = (Number(user) + Number(system)) / 100
    } catch {
      // It has ended.
    }
  }, 50)
  const [status] = await once(child, 'close')
  clearInterval(look)
  if (status !== 0) throw new Error(`leven ${args.join(' ')} ended with ${status}`)
  return { seconds: (performance.now() - begun) / 1000, processor, peak }
}

const single = ['--target', 'y', '--members', '1', '--epochs', '1', '--no-baseline']

/** What is measured, and what it needs before. */
const measured = {
  predict: {
    before: async () => {
      await write(join(folder, 'small.csv'), 2000)
      await run('train', 'small.csv', '--target', 'y', '--members', '2', '--epochs', '5', '--no-baseline')
    },
    args: ['predict', 'small.safetensors', 'rows.csv', '--out', 'predictions.csv'],
  },
  train: {
    before: async () => {},
    args: ['train', 'rows.csv', ...single, '--stream', '--out', 'rows.safetensors'],
  },
}

const [first = '', ...rest] = process.argv.slice(2)
const [kind, sizes] = first === 'train' ? ['train', rest] : ['predict', [first, ...rest]]
try {
  const { before, args } = measured[kind]
  await before()
  console.log('million rows | MB of CSV | seconds | processor seconds | peak MB')
  for (const millions of sizes.map(Number)) {
    const path = join(folder, 'rows.csv')
    await write(path, millions * 1e6)
    const { seconds, processor, peak } = await run(...args)
    const size = statSync(path).size / 1e6
    console.log(
      [millions, Math.round(size), seconds.toFixed(1), processor.toFixed(1), Math.round(peak)].join(' | '),
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
