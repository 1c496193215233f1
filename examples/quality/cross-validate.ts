// How good `leven train` is with its default options: five-fold cross-validation of the real command on six
// real tables, on the folds that scikit-learn's figures (scikit-learn.json) were computed on.
// Usage: npm run quality [-- options of leven train]
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

interface Figures {
  readonly rocAuc: number
  readonly logLoss: number
}

interface Reference {
  readonly target: string
  readonly logisticRegression: Figures
  readonly mlpClassifier: Figures
  /** One digit for each row, in file order. */
  readonly foldOfRow: string
}

const examples = fileURLToPath(new URL('..', import.meta.url))
const command = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url))
const options = process.argv.slice(2)
const references: Record<string, Reference> = JSON.parse(
  readFileSync(new URL('scikit-learn.json', import.meta.url), 'utf8'),
).tables

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'leven-quality-'))

/** Trains on four folds and measures on the fifth. */
async function measure(name: string, { target, foldOfRow }: Reference, fold: number): Promise<Figures> {
  const [header = '', ...rows] = readFileSync(join(examples, `${name}.csv`), 'utf8')
    .trim()
    .split('\n')
  const write = (side: string, chosen: (fold: number) => boolean): string => {
    const path = join(folder, `${name}-${fold}-${side}.csv`)
    const kept = rows.filter((_, row) => chosen(Number(foldOfRow[row])))
    writeFileSync(path, [header, ...kept, ''].join('\n'))
    return path
  }
  const training = write('training', (other) => other !== fold)
  const test = write('test', (other) => other === fold)
  const model = join(folder, `${name}-${fold}.safetensors`)
  await run('node', [command, 'train', training, '--target', target, '--out', model, ...options])
  const { stdout } = await run('node', [command, 'evaluate', model, test, '--json'])
  const { rocAuc, cost } = JSON.parse(stdout)
  return { rocAuc, logLoss: cost }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const cell = ({ rocAuc, logLoss }: Figures): string => `${rocAuc.toFixed(4)} | ${logLoss.toFixed(4)}`

let missed = 0
try {
  console.log(
    '| table | Leven ROC-AUC | log loss | logistic regression ROC-AUC | log loss | MLPClassifier ROC-AUC | log loss | wanted |',
  )
  console.log('|---|---|---|---|---|---|---|---|')
  for (const [name, reference] of Object.entries(references)) {
    const folds: Figures[] = []
    for (let fold = 0; fold < 5; fold++) folds.push(await measure(name, reference, fold))
    const leven = { rocAuc: mean(folds.map((f) => f.rocAuc)), logLoss: mean(folds.map((f) => f.logLoss)) }
    const { logisticRegression, mlpClassifier } = reference
    // Wanted: at least the better's ROC-AUC − 0.005, at most the better's log loss + 0.02 (parabolic: 0.30).
    const leastAuc = Math.max(logisticRegression.rocAuc, mlpClassifier.rocAuc) - 0.005
    const mostLoss =
      name === 'parabolic' ? 0.3 : Math.min(logisticRegression.logLoss, mlpClassifier.logLoss) + 0.02
    const met = leven.rocAuc >= leastAuc && leven.logLoss <= mostLoss
    if (!met) missed++
    const wanted = `${met ? 'met' : 'MISSED'}: ≥ ${leastAuc.toFixed(4)}, ≤ ${mostLoss.toFixed(4)}`
    console.log(
      `| ${name} | ${cell(leven)} | ${cell(logisticRegression)} | ${cell(mlpClassifier)} | ${wanted} |`,
    )
  }
} finally {
  rmSync(folder, { recursive: true })
}
process.exit(missed === 0 ? 0 : 1)
