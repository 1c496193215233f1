// How often the scorecard's intervals hold the truth: simulated tables, each trained on by default, judged out of fold,
// and its folded model measured on fresh rows of the same source.
// Usage: npx tsx --conditions=@leven/source examples/quality/coverage.ts [tables]
import { openCpuBackend } from '@leven/backend-cpu'
import { generator, uniform } from '@leven/core'
import { predictTable, trainModel } from '@leven/model'
import {
  computeMetrics,
  conformalCoverage,
  metricIntervals,
  quantileAt,
  readTargets,
  type Table,
} from '@leven/tabular'

const tables = Number(process.argv[2] ?? 500)
const [rows, fresh] = [300, 4000]

/** Four numbers and three categories; the chance of yes is a smooth function of some of them. */
function draw(seed: number, count: number, index: number): Table {
  const random = generator(seed, 'sample', index)
  const unit = () => (uniform(random, 1) + 1) / 2
  // A sum of uniform numbers is nearly normal.
  const normal = () => unit() + unit() + unit() + unit() - 2
  const strength = 0.5 + (seed % 5) / 2
  const cells: string[][] = [[], [], [], [], [], []]
  for (let row = 0; row < count; row++) {
    const [a, b, c, d] = [normal(), normal(), normal(), normal()]
    const kind = Math.floor(3 * unit())
    const logit = strength * (2 * a - b + 2 * a * c + (kind === 1 ? 1 : 0)) - 0.5
    const y = unit() < 1 / (1 + Math.exp(-logit)) ? 'yes' : 'no'
    const texts = [String(a), String(b), String(c), String(d), 'xyz'.charAt(kind), y]
    for (const [column, text] of texts.entries()) cells[column]?.push(text)
  }
  const columns = cells.map((column, i) => ({ name: 'abcdky'.charAt(i), cells: column }))
  return { source: `drawn ${seed}`, rows: count, columns }
}

const on = await openCpuBackend()
let [heldAuc, counted, covered] = [0, 0, 0]
for (let seed = 0; seed < tables; seed++) {
  const { model, unseen } = await trainModel(on, draw(seed, rows, 0), { target: 'y' })
  const { target } = model.encoder
  if (!unseen || target.task !== 'binary') throw new Error('a binary table of members was drawn')
  const others = draw(seed, fresh, 1)
  const { T } = await predictTable(model, on, others)
  const truth = readTargets(target, others)
  const interval = metricIntervals(target, unseen.targets, unseen.T).rocAuc
  const auc = computeMetrics(target, truth, T).rocAuc
  if (interval && auc !== null) {
    counted++
    if (interval[0] <= auc && auc <= interval[1]) heldAuc++
  }
  covered += conformalCoverage(target, truth, T, quantileAt(model.training.conformal, 0.9)).covered
}
await on.close()
console.log(`${tables} tables of ${rows} rows, each judged by ${fresh} fresh ones`)
console.log(
  `95 % interval of ROC-AUC holds the true one: ${((100 * heldAuc) / counted).toFixed(1)} % of ${counted}`,
)
console.log(
  `conformal sets of level 0.9 hold the label: ${((100 * covered) / tables).toFixed(1)} % of fresh rows`,
)
