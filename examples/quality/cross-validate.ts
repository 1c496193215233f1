// How good `leven train` is with its default options: five-fold cross-validation of the real command on sixteen real
// tables, on the folds that the rivals' figures (rivals.json) were computed on.
// Usage: npm run quality [-- options of leven train]
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const rivalNames = ['linear', 'mlp', 'boosting', 'forest'] as const

interface Reference {
  readonly file: string
  readonly target: string
  readonly task: 'binary' | 'multiclass' | 'regression'
  /** One digit for each row, in file order. */
  readonly foldOfRow: string
  /** Log loss or RMSE on each of five folds. */
  readonly loss: Readonly<Record<(typeof rivalNames)[number], readonly number[]>>
  /** The same of Leven's defaults before decision 12. */
  readonly before: readonly number[]
}

const command = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url))
const options = process.argv.slice(2)
const references: Record<string, Reference> = JSON.parse(
  readFileSync(new URL('rivals.json', import.meta.url), 'utf8'),
).tables

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'leven-quality-'))

/** Trains on four folds and measures on the fifth: log loss, or RMSE. */
async function measure(name: string, reference: Reference, fold: number): Promise<number> {
  const { file, target, task, foldOfRow } = reference
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  const [header = '', ...rows] = text.trim().split(/\r?\n/)
  const write = (side: string, chosen: (fold: number) => boolean): string => {
    const path = join(folder, `${name}-${fold}-${side}.csv`)
    const kept = rows.filter((_, row) => chosen(Number(foldOfRow[row])))
    writeFileSync(path, [header, ...kept, ''].join('\n'))
    return path
  }
  const training = write('training', (other) => other !== fold)
  const test = write('test', (other) => other === fold)
  const model = join(folder, `${name}-${fold}.safetensors`)
  const asked = ['--target', target, '--task', task, '--no-baseline']
  await run('node', [command, 'train', training, ...asked, '--out', model, ...options])
  const { stdout } = await run('node', [command, 'evaluate', model, test, '--json'])
  const { cost, rmse } = JSON.parse(stdout)
  return rmse ?? cost
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const text = (value: number): string => (value >= 10 ? value.toFixed(2) : value.toFixed(4))
const percent = (ratio: number): string => `${ratio > 0 ? '+' : ''}${(100 * ratio).toFixed(1)} %`

/** Mean ± 1.96 standard errors over tables. */
function interval(values: readonly number[]): string {
  const middle = mean(values)
  const deviation = Math.sqrt(mean(values.map((value) => (value - middle) ** 2)) / (values.length - 1))
  return `${percent(middle)} (${percent(middle - 1.96 * deviation)} to ${percent(middle + 1.96 * deviation)})`
}

const ranks: number[] = []
const gains: number[] = []
const behind: { readonly name: string; readonly ratio: number }[] = []
try {
  console.log('| table | Leven | linear | MLP | boosting | forest | rank | against before |')
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
  for (const [name, reference] of Object.entries(references)) {
    const folds: number[] = []
    for (let fold = 0; fold < 5; fold++) folds.push(await measure(name, reference, fold))
    const leven = mean(folds)
    const rivals = rivalNames.map((rival) => mean(reference.loss[rival]))
    const rank = 1 + rivals.filter((rival) => rival < leven).length
    const gain = Math.log(leven / mean(reference.before))
    ranks.push(rank)
    gains.push(gain)
    behind.push({ name, ratio: leven / (rivals[0] ?? Number.NaN) - 1 })
    console.log(
      `| ${name} | ${[leven, ...rivals].map(text).join(' | ')} | ${rank} | ${percent(Math.exp(gain) - 1)} |`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
const first = ranks.filter((rank) => rank === 1).length
const worst = behind.reduce((most, one) => (one.ratio > most.ratio ? one : most))
console.log(`\nFirst of five on ${first} of ${ranks.length}; mean rank ${mean(ranks).toFixed(3)}.`)
console.log(`Log ratio to the defaults before, mean over tables with its 95 % interval: ${interval(gains)}.`)
console.log(`Against the linear model at worst ${percent(worst.ratio)} (${worst.name}).`)
// What we hold ourselves to: docs/quality.md.
process.exit(first >= 11 && worst.ratio <= 0.015 && mean(gains) <= -0.16 ? 0 : 1)
