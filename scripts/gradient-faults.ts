// Asks the gradient check about 200 random networks (depth to 8, every activation and output, weights, L2): the right
// gradients, and forty wrong ones of each. No right one may be called wrong, and no wrong one right.
//
//     npx tsx --conditions=@leven/source scripts/gradient-faults.ts
//
// A wrong gradient is the right one, moved in one block. It counts where it is off by at least a thousandth of the block,
// and by 1e-8 for each parameter: the check leaves what is smaller to the rounding of the costs.
import {
  type Backend,
  type GradientBlock,
  gradientCheck,
  gradientTolerance,
  openReference,
  type Tensor,
} from '../packages/core/src/index.ts'
import { generator, uniform } from '../packages/core/src/random.ts'
import { type Drawn, drawn } from '../packages/core/test/drawn.ts'

const networks = 200
const faultsOfEach = 40

/** What a fault makes of a block, rows × columns, column-major. `at` is from [0, 1): where in the block; `by` from [−1, 1). */
type Fault = (right: Float64Array, rows: number, at: number, by: number) => Float64Array

const place = (length: number, at: number) => Math.min(length - 1, Math.floor(at * length))
const one =
  (change: (value: number, by: number) => number): Fault =>
  (right, _rows, at, by) => {
    const i = place(right.length, at)
    return right.with(i, change(right[i] ?? Number.NaN, by))
  }
const line =
  (way: 'row' | 'column', change: (value: number, by: number) => number): Fault =>
  (right, rows, at, by) => {
    const lines = way === 'row' ? rows : right.length / rows
    const chosen = place(lines, at)
    return right.map((value, i) =>
      (way === 'row' ? i % rows : Math.floor(i / rows)) === chosen ? change(value, by) : value,
    )
  }
/** A factor other than 1. */
const factor = (by: number) => 1 + (by < 0 ? by - 0.01 : by + 0.01)

const faults: readonly Fault[] = [
  one((v, by) => v * factor(by)),
  one((v) => -v),
  one(() => 0),
  one((v, by) => v + by),
  line('row', (v, by) => v * factor(by)),
  line('row', () => 0),
  line('column', (v) => -v),
  line('column', () => 0),
  (right, _rows, _at, by) => right.map((v) => v * factor(by / 50)),
  (right) => right.map((v) => -v),
  (right) => right.toReversed(),
  (right, rows) => right.map((_, i) => right[(i + rows) % right.length] ?? 0),
  (right, _rows, at) => {
    const i = place(right.length, at)
    const j = (i + 1) % right.length
    return right.with(i, right[j] ?? 0).with(j, right[i] ?? 0)
  },
]

/** The reference, whose block number `wrong` of the gradients (W1, b1, W2, … from 0) is moved by so much. */
async function movedBackend(wrong: number, layers: number, by: Float64Array): Promise<Backend> {
  const on = await openReference()
  let call = 0
  return {
    ...on,
    gradients(dW, db, dZ, A) {
      on.gradients(dW, db, dZ, A)
      // From the last layer to the first.
      const layer = layers - 1 - call++
      if (layer !== Math.floor(wrong / 2)) return
      const moved: Tensor = wrong % 2 === 0 ? dW : db
      const step = on.tensor(moved.rows, moved.columns, by)
      on.update(moved, step, [], { kind: 'gradientDescent', learningRate: -1, l2: 0 })
      on.free(step)
    },
  }
}

const norm = (values: Float64Array) => Math.hypot(...values)

/** Whether a gradient that is moved by so much is wrong by a thousandth, and by more than rounding can be. */
function counts({ checked }: GradientBlock, right: Float64Array, by: Float64Array): boolean {
  return norm(by) >= 1e-3 * norm(right) && norm(by) > 1e-8 * Math.sqrt(checked)
}

async function check({ shape, parameters, data, l2 }: Drawn, on: Backend) {
  try {
    return await gradientCheck(shape, parameters, data, { l2, on })
  } finally {
    await on.close()
  }
}

let [alarms, tried, missed, unseen] = [0, 0, 0, 0]
for (let index = 0; index < networks; index++) {
  const sample = drawn(index)
  const { blocks, worst } = await check(sample, await openReference())
  if (worst > gradientTolerance) {
    alarms++
    console.log(`network ${index}: its right gradients are called wrong (${worst})`)
  }
  const random = generator(17, 'sample', index)
  const unit = () => (uniform(random, 1) + 1) / 2
  let [found, tries] = [0, 0]
  while (found < faultsOfEach && tries++ < 20 * faultsOfEach) {
    const wrong = place(blocks.length, unit())
    const [block, fault] = [blocks[wrong], faults[place(faults.length, unit())]]
    if (!block || !fault || block.checked === 0) continue
    // Parameters at a kink have no derivative, and are not compared.
    const right = block.analytic.map((value) => (Number.isNaN(value) ? 0 : value))
    const rows = sample.shape.sizes[Math.floor(wrong / 2) + 1] ?? 1
    const made = fault(right, rows, unit(), uniform(random, 1))
    const by = made.map((value, i) => (Number.isNaN(block.analytic[i]) ? 0 : value - (right[i] ?? 0)))
    if (!counts(block, right, by)) {
      unseen++
      continue
    }
    found++
    const said = await check(sample, await movedBackend(wrong, sample.shape.sizes.length - 1, by))
    if (said.worst > gradientTolerance) continue
    missed++
    console.log(
      `network ${index}: a wrong ${block.name} is called right (${said.worst}), off by ${norm(by)} of ${norm(right)}`,
    )
  }
  tried += found
}
console.log(`${networks} networks, ${alarms} false alarms; ${tried} wrong gradients, ${missed} missed.`)
console.log(
  `${unseen} more changed less than a thousandth of their block or than rounding does, and were not asked about.`,
)
process.exitCode = alarms + missed > 0 ? 1 : 0
