// What reading a table of a million rows costs: node scripts/reading.mjs [another checkout]
// Prints the processor time of this checkout, of the other one where it is named (installed there, too), and of DuckDB
// alone, which reads the same file as text into JavaScript; interleaved, medians of five. docs/tables.md holds what it
// printed.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))
const [rows, columns, times] = [1_000_000, 10, 5]
const [kind, ...given] = process.argv.slice(2)

if (kind === '--one') await one(...given)
else compare(kind)

/** One reading, in a process of its own. */
async function one(checkout, file) {
  const read = checkout === 'duckdb' ? await duckDb() : await ofCheckout(checkout)
  const before = process.cpuUsage()
  const count = await read(file)
  const { user, system } = process.cpuUsage(before)
  if (count !== rows) throw new Error(`${count} rows`)
  process.stdout.write(String((user + system) / 1e6))
}

async function ofCheckout(checkout) {
  const { readTable } = await import(pathToFileURL(join(checkout, 'apps/cli/src/table/read.ts')).href)
  return async (data) => (await readTable({ data })).rows
}

async function duckDb() {
  const { DuckDBInstance } = createRequire(join(here, 'apps/cli/package.json'))('@duckdb/node-api')
  return async (data) => {
    const session = await (await DuckDBInstance.create()).connect()
    const result = await session.stream(`select * from read_csv('${data}', all_varchar = true)`)
    const cells = Array.from({ length: columns }, () => [])
    for (
      let chunk = await result.fetchChunk();
      chunk && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      chunk.getColumns().forEach((values, j) => {
        for (const value of values) cells[j].push(value)
      })
    }
    return cells[0].length
  }
}

function compare(other) {
  const folder = mkdtempSync(join(tmpdir(), 'reading-'))
  try {
    const file = join(folder, 'rows.csv')
    writeFileSync(file, table())
    const sides = {
      'this checkout': here,
      ...(other && { before: resolve(other) }),
      'DuckDB alone': 'duckdb',
    }
    const seconds = Object.fromEntries(Object.keys(sides).map((name) => [name, []]))
    for (let n = 0; n < times; n++) {
      for (const [name, side] of Object.entries(sides)) {
        const command = ['--import', 'tsx', '--conditions=@leven/source', fileURLToPath(import.meta.url)]
        const cwd = side === 'duckdb' ? here : side
        seconds[name].push(Number(execFileSync('node', [...command, '--one', side, file], { cwd })))
      }
    }
    const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
    const own = median(seconds['this checkout'])
    for (const [name, values] of Object.entries(seconds)) {
      console.log(
        `${name.padEnd(14)} ${median(values).toFixed(2)} s  this checkout takes ${(own / median(values)).toFixed(2)} of it`,
      )
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Numbers and a target; the same each time. */
function table() {
  let state = 1
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return ((state / 2 ** 32 - 0.5) * 6).toFixed(6)
  }
  const lines = [`y,${Array.from({ length: columns - 1 }, (_, i) => `x${i}`).join(',')}`]
  for (let row = 0; row < rows; row++) {
    const cells = Array.from({ length: columns - 1 }, next)
    lines.push(`${cells[0] > 0 ? 'yes' : 'no'},${cells.join(',')}`)
  }
  return `${lines.join('\n')}\n`
}
