import fc from 'fast-check'
import { type Case, cases, type Operand, one, type Plan } from '../case.ts'
import { borrowing } from '../device.ts'
import { places, real } from '../draw.ts'
import { type InTurn, oneOfEach } from '../in-turn.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry, item } from '../matrix.ts'
import { counted } from '../sums.ts'
import { mustBe } from './memory.ts'

const plan: Plan = {
  sizes: { n: 'any', m: 'any', c: 'any' },
  operands: {
    X: { rows: 'n', columns: 'm', kind: real },
    columns: { rows: one, columns: 'c', kind: places },
  },
}

function hostLaw(
  name: string,
  operation: string,
  check: (subject: Subject, X: Operand, columns: Int32Array) => Promise<void>,
): Law {
  return law<Case>({
    name: `memory: ${name}`,
    operation,
    share: 0.3,
    draw: ({ drawing }) => cases(plan, drawing),
    async check(subject, { operands }) {
      const X = entry(operands, 'X')
      await check(
        subject,
        X,
        Int32Array.from(entry(operands, 'columns').values, (c) => c % X.columns),
      )
      return 0
    },
    operands: ({ operands }) => Object.values(operands),
  })
}

/** Where a view may lie in its buffer, in numbers: what stands before it, and behind. Multiples of 16 and of 64 bytes among them. */
const margins: readonly (readonly [before: number, behind: number])[] = [
  [3, 4],
  [16, 1],
  [5, 0],
  [1030, 2],
  [0, 9],
]

/** The values as a part of a larger array, whose other numbers are 7. */
function view(
  kind: typeof Float32Array | typeof Float64Array,
  values: Float64Array,
  [before, behind]: readonly [number, number],
) {
  const whole = new kind(before + values.length + behind).fill(7)
  whole.set(values, before)
  return whole.subarray(before, before + values.length)
}

const views = hostLaw('host arrays may be views into larger ones', 'write', (subject, X, columns) =>
  borrowing(subject.on, async (make) => {
    const { on } = subject
    const from = make(X.rows, X.columns, X.values)
    const taken = gathered(X, columns)
    for (const margin of margins) {
      for (const kind of [Float32Array, Float64Array]) {
        const values = view(kind, X.values, margin)
        const written = { ...X, values: Float64Array.from(values) }
        mustBe(subject, 'tensor', 'X', await on.read(make(X.rows, X.columns, values)), written)
        const t = make(X.rows, X.columns)
        on.write(t, values)
        mustBe(subject, 'write', 'X', await on.read(t), written)
      }
      const [before, behind] = margin
      const whole = new Int32Array(before + columns.length + behind)
      whole.set(columns, before)
      const to = make(X.rows, columns.length)
      on.gather(to, from, whole.subarray(before, before + columns.length))
      mustBe(subject, 'gather', 'to', await on.read(to), { ...to, values: taken })
    }
  }),
)

/** The columns of X that are named, in their order. */
function gathered(X: Operand, columns: Int32Array): Float64Array {
  const values = new Float64Array(X.rows * columns.length)
  for (const [j, c] of columns.entries())
    values.set(X.values.subarray(c * X.rows, (c + 1) * X.rows), j * X.rows)
  return values
}

const callersOwn = hostLaw(
  "what a read gives, and the buffer behind it, is the caller's own",
  'read',
  (subject, X) =>
    borrowing(subject.on, async (make) => {
      const { on } = subject
      const other = X.values.map((v) => (v === 1 ? 2 : 1))
      const [t, u] = [make(X.rows, X.columns, X.values), make(X.rows, X.columns, other)]
      const [first, second] = await Promise.all([on.read(t), on.read(u)])
      if (!(first instanceof Float32Array || first instanceof Float64Array)) {
        const message = 'read gives something else than a Float32Array or a Float64Array.'
        throw new LawBroken(message, { operation: 'read', output: 'X' })
      }
      new Uint8Array(first.buffer).fill(77)
      mustBe(subject, 'read', 'another tensor', second, { ...X, values: other })
      on.write(u, X.values)
      mustBe(subject, 'read', 'an earlier result', second, { ...X, values: other })
      mustBe(subject, 'read', 'X', await on.read(t), X)
    }),
)

const inFlight = hostLaw('several reads in flight each give their own tensor', 'read', (subject, X) =>
  borrowing(subject.on, async (make, freed) => {
    const { on } = subject
    const numbers = [1, 2, 3, 4].map((c) => X.values.map((v) => (v === c ? 9 : c)))
    const tensors = numbers.map((values) => make(X.rows, X.columns, values))
    const reads = tensors.map((t) => on.read(t))
    for (const t of tensors.slice(0, 2)) {
      on.free(t)
      freed(t)
      make(X.rows, X.columns, X.values)
    }
    for (const [i, values] of (await Promise.all(reads)).entries()) {
      mustBe(subject, 'read', `tensor ${i + 1} of 4`, values, { ...X, values: numbers[i] ?? X.values })
    }
  }),
)

const roundedOnce: Law = law<Case>({
  name: 'memory: host numbers are rounded to the nearest of the device',
  operation: 'write',
  share: 0.2,
  draw: ({ drawing }) => cases(plan, { ...drawing, round: (v) => v }),
  async check(subject, { operands }) {
    const X = entry(operands, 'X')
    const wanted = { ...X, values: X.values.map(subject.drawing.round) }
    await borrowing(subject.on, async (make) => {
      const t = make(X.rows, X.columns, X.values)
      mustBe(subject, 'tensor', 'X', await subject.on.read(t), wanted)
      subject.on.write(t, X.values)
      mustBe(subject, 'write', 'X', await subject.on.read(t), wanted)
    })
    return 0
  },
  operands: ({ operands }) => [entry(operands, 'X')],
})

const lengths = [300, 1024, 1025, 4096, 4097, 16_385, 65_536, 65_537, 70_001]

const gathersMany: Law = law<InTurn<number>>({
  name: 'memory: gather takes very many columns, and columns behind the 65,536th',
  operation: 'gather',
  share: lengths.length / 100,
  draw: ({ drawing }) => {
    const fitting = drawing.shapes === 'few' ? [4097] : lengths
    return oneOfEach(fitting.map((n) => fc.constant(Math.min(n, drawing.largestDimension))))
  },
  async check(subject, { value: m }) {
    const { on } = subject
    // Two rows of whole numbers, no two of them equal.
    const values = Float64Array.from({ length: 2 * m }, (_, i) => i)
    const chosen = [
      Int32Array.from({ length: m }, (_, j) => m - 1 - j),
      Int32Array.from({ length: m }, (_, j) => (j * 7919) % m),
      Int32Array.of(m - 1, 0, m >> 1, m - 1),
    ]
    for (const columns of chosen) {
      await borrowing(on, async (make) => {
        const to = make(2, columns.length)
        on.gather(to, make(2, m, values), columns)
        const wanted = Float64Array.from({ length: 2 * columns.length }, (_, i) =>
          at(values, 2 * item(columns, i >> 1) + (i % 2)),
        )
        mustBe(subject, 'gather', 'to', await on.read(to), { ...to, values: wanted })
      })
    }
    return 0
  },
  operands: () => [],
  settings: ({ value: m }) => `${m} columns`,
})

/** Every size to 257 and some beyond, as rows, as columns and as what is gathered. */
const gatherSizes: readonly Readonly<Record<string, number>>[] = [
  ...[
    ...Array.from({ length: 257 }, (_, i) => i + 1),
    ...[300, 384, 500, 512, 784, 1000, 1024, 2048, 4097, 70_001],
  ].flatMap((size): Readonly<Record<string, number>>[] => [{ n: size }, { m: size }, { c: size }]),
  { n: 37, m: 41, c: 43 },
  { n: 64, m: 300, c: 64 },
  { n: 784, m: 100, c: 64 },
  { n: 8, m: 5000, c: 32 },
  { n: 2, m: 70_001, c: 300 },
]
const gatherPlan: Plan = {
  ...plan,
  sizes: { n: 'few', m: 'few', c: 'few' },
  operands: { ...plan.operands, X: { rows: 'n', columns: 'm', kind: counted(2 ** 20) } },
  together: gatherSizes,
}
const gathersEverySize: Law = law<Case>({
  name: 'memory: gather takes columns of each length to 257 and beyond',
  operation: 'gather',
  share: gatherSizes.length / 100,
  draw: ({ drawing }) => cases(gatherPlan, drawing),
  check: (subject, { operands }) =>
    borrowing(subject.on, async (make) => {
      const X = entry(operands, 'X')
      const columns = Int32Array.from(entry(operands, 'columns').values, (c) => c % X.columns)
      const to = make(X.rows, columns.length)
      subject.on.gather(to, make(X.rows, X.columns, X.values), columns)
      const wanted = { ...to, values: gathered(X, columns) }
      mustBe(subject, 'gather', 'to', await subject.on.read(to), wanted)
      return 0
    }),
  operands: ({ operands }) => Object.values(operands),
})

/** Long arrays in which no two numbers are equal, by rows and columns. */
const longArrays: readonly (readonly [number, number])[] = [
  [70_001, 3],
  [3, 70_001],
  [513, 512],
]
const long: Law = law<InTurn<readonly [number, number]>>({
  name: 'memory: very long arrays are written and read whole',
  operation: 'write',
  share: longArrays.length / 100,
  draw: ({ drawing: { shapes, largestDimension: most } }) =>
    oneOfEach(
      longArrays
        .slice(shapes === 'few' ? -1 : 0)
        .map(([n, m]) => fc.constant([Math.min(n, most), Math.min(m, most)] as const)),
    ),
  check: (subject, { value: [n, m] }) =>
    borrowing(subject.on, async (make) => {
      const { on } = subject
      const rising = Float64Array.from({ length: n * m }, (_, i) => i + 1)
      const t = make(n, m, rising)
      mustBe(subject, 'tensor', 'X', await on.read(t), { ...t, values: rising })
      const falling = rising.toReversed()
      on.write(t, Float32Array.from(falling))
      mustBe(subject, 'write', 'X', await on.read(t), { ...t, values: falling })
      return 0
    }),
  operands: () => [],
  settings: ({ value: [n, m] }) => `${n}×${m}`,
})

/** Host arrays: parts of others as they come in, nobody else's as they go out. */
export const hostArrayLaws: readonly Law[] = [
  views,
  callersOwn,
  inFlight,
  roundedOnce,
  gathersMany,
  gathersEverySize,
  long,
]
