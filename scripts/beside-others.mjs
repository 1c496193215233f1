// A million rows of thirty columns beside others: node scripts/beside-others.mjs [millions, default 1] [rounds, default 3] [sides]
// `leven predict` beside DuckDB, which reads the file as text and does nothing with it; `leven train` beside
// scikit-learn's MLPClassifier of the same size, batches and epochs. Processor seconds of whole processes, the reading
// of the table shown apart (of `train` by the same functions in a process of their own); interleaved, the median of the
// rounds. Sides are some of DuckDB, predict, sql, train, apart and scikit-learn, with commas between; else all. Needs `npm run build` before, and python3 with
// scikit-learn. docs/large.md holds what it printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const leven = join(here, 'apps/cli/dist/main.js')
const columns = 30

/** What one column of DuckDB's reader is called, and the whole reader: every column as text, nothing guessed. */
function textReader(path) {
  const types = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ')
  return `read_csv('${path}', header = true, auto_detect = false, columns = {${types}}, delim = ',', quote = '"', escape = '"')`
}

/** DuckDB's own time: each column is read as text and asked for its longest, through the same Node package. */
async function readOnly(path) {
  const { DuckDBInstance } = createRequire(join(here, 'apps/cli/package.json'))('@duckdb/node-api')
  const session = await (await DuckDBInstance.create(':memory:')).connect()
  const longest = Array.from({ length: columns }, (_, i) => `max(length(c${i}))`).join(', ')
  await session.runAndReadAll(`SELECT count(*), ${longest} FROM ${textReader(path)}`)
}

/** The model as `leven export --to sql` writes it, run over the file by DuckDB, which writes a file of predictions. */
async function inDuckDb(folder) {
  const { DuckDBInstance } = createRequire(join(here, 'apps/cli/package.json'))('@duckdb/node-api')
  const session = await (await DuckDBInstance.create(':memory:')).connect()
  await session.run(`CREATE VIEW data AS SELECT * FROM read_csv('${join(folder, 'rows.csv')}')`)
  const query = readFileSync(join(folder, 'small.sql'), 'utf8').trim().replace(/;$/, '')
  await session.run(`COPY (${query}) TO '${join(folder, 'sql.csv')}'`)
}

/** What `leven train` does, its reading apart: prints the processor seconds of both. */
async function trainApart(path) {
  const [{ readToTrain }, { openCpuBackend }, { trainModel, saveModel }] = await Promise.all([
    import('../apps/cli/src/table/read-to-train.ts'),
    import('../packages/backend-cpu/src/index.ts'),
    import('../packages/model/src/index.ts'),
  ])
  const seconds = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
  }
  const on = await openCpuBackend()
  const begun = seconds()
  const table = await readToTrain({ data: path }, undefined)
  const read = seconds()
  const { model } = await trainModel(on, table, {
    target: 'y',
    members: 1,
    epochs: 2,
    hidden: [32],
    batchSize: 32,
  })
  await saveModel(model)
  console.log(read - begun, seconds() - read)
  await on.close()
}

const python = `
import sys, time, warnings
import numpy
from sklearn.neural_network import MLPClassifier
warnings.filterwarnings('ignore')
begun = time.process_time()
table = numpy.loadtxt(sys.argv[1], delimiter=',', skiprows=1, converters={0: lambda text: text in ('yes', b'yes')})
y, X = table[:, 0] > 0, table[:, 1:]
X = (X - X.mean(0)) / X.std(0)
read = time.process_time()
MLPClassifier((32,), batch_size=32, max_iter=2, random_state=7).fit(X, y)
print(read - begun, time.process_time() - read)
`

/** A table of numbers and a target; the same for the same number of rows. */
function write(path, rows) {
  const out = openSync(path, 'w')
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32 - 0.5) * 6
  }
  let text = `y,${Array.from({ length: columns - 1 }, (_, i) => `x${i}`).join(',')}\n`
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns - 1 }, next)
    text += `${cells[0] + cells[1] > 0 ? 'yes' : 'no'},${cells.map((cell) => cell.toFixed(8)).join(',')}\n`
    if (text.length < 1 << 20) continue
    writeSync(out, text)
    text = ''
  }
  writeSync(out, text)
  closeSync(out)
}

/** Runs a program to its end: its processor seconds, the most memory it held in MB, and what it printed. */
async function run(cwd, program, ...args) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, told, peak, processor] = ['', '', 0, 0]
  child.stdout.on('data', (data) => {
    printed += data
  })
  child.stderr.on('data', (data) => {
    told += data
  })
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1000)
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ')
      processor = (Number(fields[11]) + Number(fields[12])) / 100
    } catch {
      // It has ended.
    }
  }, 20)
  const [status] = await once(child, 'close')
  clearInterval(look)
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${told}`)
  return { processor, peak, printed }
}

const median = (values) =>
  values.toSorted((a, b) => a.processor - b.processor)[Math.floor((values.length - 1) / 2)]

async function compare(millions, rounds, asked) {
  const folder = mkdtempSync(join(tmpdir(), 'beside-'))
  const inFolder = (...args) => run(folder, ...args)
  try {
    write(join(folder, 'small.csv'), 2000)
    write(join(folder, 'rows.csv'), millions * 1e6)
    const recipe = ['--target', 'y', '--members']
    const small = ['train', 'small.csv', ...recipe, '2', '--epochs', '5', '--no-baseline']
    await inFolder(process.execPath, leven, ...small)
    await inFolder(process.execPath, leven, 'export', 'small.safetensors', '--to', 'sql', '--table', 'data')
    const sides = {
      DuckDB: [process.execPath, fileURLToPath(import.meta.url), '--read', join(folder, 'rows.csv')],
      predict: [
        process.execPath,
        leven,
        'predict',
        'small.safetensors',
        'rows.csv',
        '--out',
        'p.csv',
        '--force',
      ],
      sql: [process.execPath, fileURLToPath(import.meta.url), '--sql', folder],
      train: [
        ...[process.execPath, leven, 'train', 'rows.csv', ...recipe, '1', '--no-baseline', '--epochs', '2'],
        ...['--hidden', '32', '--batch-size', '32', '--out', 'm.safetensors', '--force'],
      ],
      apart: [
        ...[process.execPath, '--import', import.meta.resolve('tsx'), '--conditions=@leven/source'],
        ...[fileURLToPath(import.meta.url), '--train', join(folder, 'rows.csv')],
      ],
      'scikit-learn': ['python3', '-c', python, 'rows.csv'],
    }
    const names = asked?.split(',') ?? Object.keys(sides)
    const found = Object.fromEntries(names.map((name) => [name, []]))
    for (let n = 0; n < rounds; n++) {
      for (const name of names) found[name].push(await inFolder(...sides[name]))
    }
    const typical = Object.fromEntries(Object.entries(found).map(([name, all]) => [name, median(all)]))
    const parts = (name) => (typical[name]?.printed ?? '').split(' ').map(Number)
    const [reading, fitting] = parts('scikit-learn')
    const [ourReading, ourFitting] = parts('apart')
    const row = (name, seconds, peak, beside) =>
      seconds !== undefined &&
      peak !== undefined &&
      console.log(
        [
          name.padEnd(34),
          seconds.toFixed(1).padStart(7),
          Math.round(peak).toString().padStart(6),
          beside,
        ].join(' | '),
      )
    console.log(`${millions} million rows of ${columns} columns: processor seconds | peak MB | beside`)
    const { DuckDB, predict, sql, train, apart, 'scikit-learn': scikit } = typical
    const times = (one, other) => (other ? (one / other).toFixed(2) : '?')
    row('DuckDB reads it as text', DuckDB?.processor, DuckDB?.peak, '')
    row(
      'leven predict',
      predict?.processor,
      predict?.peak,
      `${times(predict?.processor, DuckDB?.processor)} of DuckDB`,
    )
    row('the same model as SQL, in DuckDB', sql?.processor, sql?.peak, '')
    row('scikit-learn: reading', reading, scikit?.peak, '')
    row('scikit-learn: fit of 2 epochs', fitting, scikit?.peak, '')
    row(
      'leven train, reading and all',
      train?.processor,
      train?.peak,
      `${times(train?.processor, fitting)} of the fit, ${times(train?.processor, reading + fitting)} of both`,
    )
    row('of it: reading', ourReading, apart?.peak, '')
    row('of it: all after reading', ourFitting, apart?.peak, `${times(ourFitting, fitting)} of the fit`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [first = '1', path, sides] = process.argv.slice(2)
if (first === '--read') await readOnly(path)
else if (first === '--sql') await inDuckDb(path)
else if (first === '--train') await trainApart(path)
else await compare(Number(first), Number(path ?? 3), sides)
