import type { UpdateRule } from '@leven/core'
import { gradientsBound, residualBound } from '../bounds/backward.ts'
import { costBound } from '../bounds/cost.ts'
import { type Case, cases, type Operand, type Plan } from '../case.ts'
import { borrowing, type Make, within } from '../device.ts'
import { places, real } from '../draw.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry, item, type Matrix } from '../matrix.ts'
import { binaryTarget, logit, probability } from '../predictions.ts'
import { prepare, replay, type Training, take } from './step.ts'
import { layerTrainings, settings, smallTrainings } from './trainings.ts'

const steps = 100

function replayed(
  rule: UpdateRule['kind'],
  name: string,
  steps: number,
  share: number,
  drawn: typeof smallTrainings,
): Law {
  return law<Training>({
    name: `training: ${name}`,
    operation: 'update',
    share,
    draw: ({ drawing }) => drawn(rule, drawing),
    check: (subject, training) =>
      borrowing(subject.on, async (make) => {
        const prepared = prepare(training, make, subject.drawing.round)
        let worst = 0
        for (let t = 1; t <= steps; t++) worst = Math.max(worst, await replay(subject, prepared, t))
        return worst
      }),
    operands: () => [],
    settings,
  })
}

const leakless: Law = law<Training>({
  name: 'training: steps leave no memory behind',
  operation: 'liveBytes',
  share: 0.1,
  draw: ({ drawing }) => smallTrainings('adam', drawing),
  async check({ on, drawing }, training) {
    const start = on.liveBytes()
    await borrowing(on, async (make) => {
      const prepared = prepare(training, make, drawing.round)
      const ready = on.liveBytes()
      for (let t = 1; t <= 5; t++) {
        take(on, prepared.calls(t))
        for (const tensor of prepared.state) await on.read(tensor)
      }
      same('after five steps', ready, on.liveBytes())
    })
    same('after everything was freed', start, on.liveBytes())
    return 0
  },
  operands: () => [],
  settings,
})

function same(when: string, expected: number, got: number): void {
  if (got === expected) return
  const breach = { operation: 'liveBytes', output: 'liveBytes()', got, expected }
  throw new LawBroken(`liveBytes is ${got} ${when}, expected ${expected}.`, breach)
}

/** Gradients of dZ and A on the device, and their bars. */
async function gradientsOf(subject: Subject, make: Make, dZ: Operand, A: Operand, columns?: Int32Array) {
  const { on, arithmetic } = subject
  const m = columns?.length ?? dZ.columns
  const taken = ({ rows, columns: all, values }: Operand) => {
    const whole = make(rows, all, values)
    if (!columns) return whole
    const part = make(rows, m)
    on.gather(part, whole, columns)
    return part
  }
  const [dW, db] = [make(dZ.rows, A.rows), make(dZ.rows, 1)]
  on.gradients(dW, db, taken(dZ), taken(A))
  const bar = gradientsBound(columns ? part(dZ, columns) : dZ, columns ? part(A, columns) : A, arithmetic)
  return { dW: await on.read(dW), db: await on.read(db), bar }
}

/** Columns of a matrix on the host. */
function part({ rows, values }: Matrix, columns: Int32Array): Matrix {
  const chosen = Float64Array.from({ length: rows * columns.length }, (_, i) =>
    at(values, item(columns, Math.floor(i / rows)) * rows + (i % rows)),
  )
  return { rows, columns: columns.length, values: chosen }
}

function trainingLaw(
  name: string,
  operation: string,
  plan: Plan,
  check: (subject: Subject, x: Readonly<Record<string, Operand>>, make: Make) => Promise<number>,
): Law {
  return law<Case>({
    name: `training: ${name}`,
    operation,
    share: 0.3,
    draw: ({ drawing }) => cases(plan, drawing),
    check: (subject, { operands }) => borrowing(subject.on, (make) => check(subject, operands, make)),
    operands: ({ operands }) => Object.values(operands),
  })
}

const ofGradients = {
  dZ: { rows: 'n', columns: 'm', kind: real },
  A: { rows: 'k', columns: 'm', kind: real },
}

/** The columns in the order of their keys. */
function ordered(keys: Operand): Int32Array {
  return Int32Array.from(keys.values.keys()).sort((a, b) => at(keys.values, a) - at(keys.values, b) || b - a)
}

const permuted = trainingLaw(
  'the order of instances changes gradients no further than their bars',
  'gradients',
  {
    sizes: { n: 'small', k: 'any', m: 'any' },
    operands: { ...ofGradients, order: { rows: '1', columns: 'm', kind: places } },
  },
  async (subject, x, make) => {
    const [dZ, A] = [entry(x, 'dZ'), entry(x, 'A')]
    const straight = await gradientsOf(subject, make, dZ, A)
    const mixed = await gradientsOf(subject, make, dZ, A, ordered(entry(x, 'order')))
    const hold = (name: 'dW' | 'db', columns: number) => {
      const got = { rows: dZ.rows, columns, values: mixed[name] }
      const bound = straight.bar[name].map((b, i) => b + at(mixed.bar[name], i))
      return within(subject.count, 'gradients', name, got, straight[name], bound)
    }
    return Math.max(hold('dW', A.rows), hold('db', 1))
  },
)

const permutedCost = trainingLaw(
  'the order of instances changes the cost no further than its bar',
  'cost',
  {
    sizes: { n: 'small', m: 'any' },
    operands: {
      Z: { rows: 'n', columns: 'm', kind: logit },
      Y: { rows: 'n', columns: 'm', kind: binaryTarget },
      order: { rows: '1', columns: 'm', kind: places },
    },
  },
  async (subject, x, make) => {
    const { on, arithmetic } = subject
    const [Z, Y, order] = [entry(x, 'Z'), entry(x, 'Y'), ordered(entry(x, 'order'))]
    const [z, y, mixedZ, mixedY] = [Z, Y, Z, Y].map(({ rows, columns, values }) =>
      make(rows, columns, values),
    )
    const [J, mixedJ] = [make(1, 1), make(1, 1)]
    if (!z || !y || !mixedZ || !mixedY) return 0
    on.gather(mixedZ, z, order)
    on.gather(mixedY, y, order)
    on.cost(J, z, y, 'sigmoid')
    on.cost(mixedJ, mixedZ, mixedY, 'sigmoid')
    const bound = costBound(Z, Y, 'sigmoid', arithmetic).map((b) => 2 * b)
    const got = { rows: 1, columns: 1, values: await on.read(mixedJ) }
    return within(subject.count, 'cost sigmoid', 'J', got, await on.read(J), bound)
  },
)

const mean = trainingLaw(
  "a batch's gradient is the mean of its instances' gradients",
  'gradients',
  { sizes: { n: 'small', k: 'small', m: 'powerOfTwo' }, operands: ofGradients },
  async (subject, x, make) => {
    const [dZ, A] = [entry(x, 'dZ'), entry(x, 'A')]
    const m = dZ.columns
    const batch = await gradientsOf(subject, make, dZ, A)
    const sums = { dW: new Float64Array(batch.dW.length), db: new Float64Array(batch.db.length) }
    const bars = { dW: Float64Array.from(batch.bar.dW), db: Float64Array.from(batch.bar.db) }
    for (let j = 0; j < m; j++) {
      const single = await gradientsOf(subject, make, dZ, A, Int32Array.of(j))
      for (const name of ['dW', 'db'] as const) {
        for (const [i, v] of single[name].entries()) {
          sums[name][i] = at(sums[name], i) + v / m
          bars[name][i] = at(bars[name], i) + at(single.bar[name], i) / m
        }
      }
    }
    const hold = (name: 'dW' | 'db', columns: number) =>
      within(
        subject.count,
        'gradients',
        name,
        { rows: dZ.rows, columns, values: batch[name] },
        sums[name],
        bars[name],
      )
    return Math.max(hold('dW', A.rows), hold('db', 1))
  },
)

/** residual and gradients, and m times their bars: those of gradients for |dZ| with its own bar, and that bar carried on. */
function sumOfGradients(T: Matrix, Y: Matrix, A: Matrix, subject: Subject, s?: Matrix): Float64Array {
  const [n, k, m] = [T.rows, A.rows, T.columns]
  const off = residualBound(T, Y, subject.arithmetic, s)
  const dZ = Float64Array.from(T.values, (t, i) => {
    const weight = s ? at(s.values, Math.floor(i / n)) : 1
    return Math.abs(t - at(Y.values, i)) * weight + at(off, i)
  })
  const { dW } = gradientsBound({ rows: n, columns: m, values: dZ }, A, subject.arithmetic)
  return dW.map((own, place) => {
    const [i, l] = [place % n, Math.floor(place / n)]
    let carried = 0
    for (let j = 0; j < m; j++) carried += at(off, j * n + i) * Math.abs(at(A.values, j * k + l))
    return m * own + carried
  })
}

const twice = trainingLaw(
  'a sample weight of 2 is the same row twice',
  'residual',
  {
    sizes: { n: 'small', k: 'small', m: 'any' },
    operands: {
      T: { rows: 'n', columns: 'm', kind: probability },
      Y: { rows: 'n', columns: 'm', kind: binaryTarget },
      A: { rows: 'k', columns: 'm', kind: real },
    },
  },
  async (subject, x, make) => {
    const { on } = subject
    const [T, Y, A] = [entry(x, 'T'), entry(x, 'Y'), entry(x, 'A')]
    const [n, k, m] = [T.rows, A.rows, T.columns]
    const s = { rows: 1, columns: m, values: new Float64Array(m).fill(1) }
    s.values[0] = 2
    const doubled = Int32Array.from({ length: m + 1 }, (_, j) => Math.max(0, j - 1))
    const [t, y, a] = [T, Y, A].map(({ rows, columns, values }) => make(rows, columns, values))
    const [t2, y2, a2] = [T, Y, A].map(({ rows }) => make(rows, m + 1))
    if (!t || !y || !a || !t2 || !y2 || !a2) return 0
    on.gather(t2, t, doubled)
    on.gather(y2, y, doubled)
    on.gather(a2, a, doubled)
    const [dZ, dZ2] = [make(n, m), make(n, m + 1)]
    on.residual(dZ, t, y, make(1, m, s.values))
    on.residual(dZ2, t2, y2)
    const [dW, dW2, db] = [make(n, k), make(n, k), make(n, 1)]
    on.gradients(dW, db, dZ, a)
    on.gradients(dW2, db, dZ2, a2)
    const [weighted, repeated] = [await on.read(dW), await on.read(dW2)]
    const ofWeighted = sumOfGradients(T, Y, A, subject, s)
    const ofRepeated = sumOfGradients(part(T, doubled), part(Y, doubled), part(A, doubled), subject)
    const bound = ofWeighted.map((b, i) => b + at(ofRepeated, i))
    const got = { rows: n, columns: k, values: Float64Array.from(weighted, (v) => v * m) }
    const expected = Float64Array.from(repeated, (v) => v * (m + 1))
    return within(subject.count, 'residual with sample weights, gradients', 'm·dW', got, expected, bound)
  },
)

/** What training rests on, over whole steps. */
export const trainingLaws: readonly Law[] = [
  ...(['gradientDescent', 'momentum', 'adam'] as const).flatMap((rule) => [
    replayed(
      rule,
      `each of ${steps} steps of ${rule} is the step of the reference`,
      steps,
      0.05,
      smallTrainings,
    ),
    replayed(
      rule,
      `each of 3 steps of ${rule} of layers is the step of the reference`,
      3,
      0.01,
      layerTrainings,
    ),
  ]),
  permuted,
  permutedCost,
  mean,
  twice,
  leakless,
]
