import type { Tensor, Values } from '@leven/core'
import fc from 'fast-check'
import { type Case, cases, type Operand, one, type Plan } from '../case.ts'
import { borrowing, describe, place, run, same } from '../device.ts'
import { places, real } from '../draw.ts'
import { type Law, LawBroken, law, type Subject } from '../law.ts'
import { at, entry, item, type Matrix } from '../matrix.ts'

const matrix: Plan = {
  sizes: { n: 'any', m: 'any' },
  operands: { X: { rows: 'n', columns: 'm', kind: real } },
}
const twoMatrices: Plan = {
  sizes: matrix.sizes,
  operands: { X: { rows: 'n', columns: 'm', kind: real }, V: { rows: 'n', columns: 'm', kind: real } },
}

/** @throws LawBroken unless a device's numbers are the written ones, bit for bit. */
export function mustBe(
  subject: Subject,
  operation: string,
  what: string,
  got: Values,
  { rows, values }: Matrix,
): void {
  if (got.length !== values.length) {
    const message = `read gives ${got.length} numbers where ${values.length} were written.`
    throw new LawBroken(message, { operation: 'read', output: what })
  }
  subject.count(got.length)
  for (let i = 0; i < values.length; i++) {
    const expected = at(values, i)
    if (same(subject, at(got, i), expected)) continue
    const breach = { operation, output: what, index: place(rows, i), got: at(got, i), expected, bound: 0 }
    throw new LawBroken(`${operation}: ${describe(breach)}.`, breach)
  }
}

function memoryLaw(
  name: string,
  operation: string,
  plan: Plan,
  check: (subject: Subject, x: Readonly<Record<string, Operand>>) => Promise<void>,
  share = 0.5,
): Law {
  return law<Case>({
    name: `memory: ${name}`,
    operation,
    share,
    draw: ({ drawing }) => cases(plan, drawing),
    async check(subject, { operands }) {
      await check(subject, operands)
      return 0
    },
    operands: ({ operands }) => Object.values(operands),
  })
}

const zeros = ({ rows, columns }: Matrix): Matrix => ({
  rows,
  columns,
  values: new Float64Array(rows * columns),
})

const writeThenRead = memoryLaw('a read gives what was written', 'read', twoMatrices, (subject, x) => {
  const [X, V] = [entry(x, 'X'), entry(x, 'V')]
  return borrowing(subject.on, async (make) => {
    const t = make(X.rows, X.columns, X.values)
    if (t.rows !== X.rows || t.columns !== X.columns) {
      throw new LawBroken(`tensor: the ${X.rows}×${X.columns} tensor says it is ${t.rows}×${t.columns}.`, {
        operation: 'tensor',
        output: 'the tensor',
      })
    }
    mustBe(subject, 'tensor', 'X', await subject.on.read(t), X)
    subject.on.write(t, V.values)
    mustBe(subject, 'write', 'V', await subject.on.read(t), V)
  })
})

const zeroed = memoryLaw(
  'a tensor without values is zeros, also where another was freed',
  'tensor',
  matrix,
  (subject, x) => {
    const X = entry(x, 'X')
    return borrowing(subject.on, async (make) => {
      subject.on.free(
        subject.on.tensor(
          X.rows,
          X.columns,
          X.values.map(() => 7),
        ),
      )
      mustBe(subject, 'tensor', 'the new tensor', await subject.on.read(make(X.rows, X.columns)), zeros(X))
    })
  },
)

const copied = memoryLaw(
  'values are copied before tensor and write return',
  'write',
  matrix,
  (subject, x) => {
    const X = entry(x, 'X')
    return borrowing(subject.on, async (make) => {
      for (const Kind of [Float64Array, Float32Array]) {
        const values = Kind.from(X.values)
        const written = { ...X, values: Float64Array.from(values) }
        const t = make(X.rows, X.columns, values)
        values.fill(7)
        mustBe(subject, 'tensor', 'X', await subject.on.read(t), written)
        values.set(X.values)
        subject.on.write(t, values)
        values.fill(7)
        mustBe(subject, 'write', 'X', await subject.on.read(t), written)
      }
    })
  },
)

const readCopies = memoryLaw('what a read gives is a copy', 'read', matrix, (subject, x) => {
  const X = entry(x, 'X')
  return borrowing(subject.on, async (make) => {
    const t = make(X.rows, X.columns, X.values)
    const first = await subject.on.read(t)
    first.fill(7)
    mustBe(subject, 'read', 'X', await subject.on.read(t), X)
  })
})

async function earlyAndLate(subject: Subject, x: Readonly<Record<string, Operand>>): Promise<void> {
  const [X, V] = [entry(x, 'X'), entry(x, 'V')]
  await borrowing(subject.on, async (make) => {
    const t = make(X.rows, X.columns)
    subject.on.write(t, X.values)
    const early = subject.on.read(t)
    subject.on.write(t, V.values)
    const late = subject.on.read(t)
    mustBe(subject, 'read', 'X', await early, X)
    mustBe(subject, 'read', 'V', await late, V)
  })
}

const readInOrder = memoryLaw(
  'a read shows all writes before it and none after',
  'read',
  twoMatrices,
  earlyAndLate,
)

const large = [[200, 200] as const, [513, 64] as const, [70_001, 1] as const].map(([n, m]) => ({ n, m }))
const longReadInOrder = memoryLaw(
  'a long read shows all writes before it and none after',
  'read',
  { ...twoMatrices, together: large },
  earlyAndLate,
  large.length / 100,
)

const gatherPlan: Plan = {
  sizes: { n: 'any', m: 'any', c: 'any' },
  operands: {
    from: { rows: 'n', columns: 'm', kind: real },
    columns: { rows: one, columns: 'c', kind: places },
  },
}

const gathers = memoryLaw(
  'gather takes the columns named, repeated ones too',
  'gather',
  gatherPlan,
  async (subject, x) => {
    const [from, columns] = [entry(x, 'from'), entry(x, 'columns')]
    const wanted = Int32Array.from(columns.values, (c) => c % from.columns)
    const expected = Float64Array.from({ length: from.rows * wanted.length }, (_, i) => {
      const [row, column] = place(from.rows, i)
      return at(from.values, item(wanted, column) * from.rows + row)
    })
    const got = await run(subject, 'gather', { from }, { to: [from.rows, wanted.length] }, (on, t) => {
      const indices = wanted.slice()
      on.gather(entry(t, 'to'), entry(t, 'from'), indices)
      indices.fill(0) // They were copied.
    })
    const to = entry(got, 'to')
    mustBe(subject, 'gather', 'to', to.values, { rows: to.rows, columns: to.columns, values: expected })
  },
)

/** What is done to memory: a tensor more, one freed, one overwritten. */
type Act = {
  readonly act: 'make' | 'write' | 'free'
  readonly which: number
  readonly rows: number
  readonly columns: number
}

const acts: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom('make', 'make', 'write', 'free'),
  which: fc.nat(30),
  rows: fc.integer({ min: 1, max: 40 }),
  columns: fc.integer({ min: 1, max: 40 }),
})

const apart: Law = law<readonly Act[]>({
  name: 'memory: every live tensor keeps its own numbers while others come and go',
  operation: 'tensor',
  share: 0.5,
  draw: ({ drawing }) =>
    fc.array(drawing.shapes === 'few' ? acts.map((act) => ({ ...act, rows: 3, columns: 5 })) : acts, {
      minLength: 1,
      maxLength: 40,
    }),
  check: (subject, script) =>
    borrowing(subject.on, async (make, forget) => {
      const held: { tensor: Tensor; written: Matrix }[] = []
      for (const [i, { act, which, rows, columns }] of script.entries()) {
        const chosen = held[which % Math.max(1, held.length)]
        if (act === 'make') {
          const written = { rows, columns, values: new Float64Array(rows * columns).fill(i + 1) }
          held.push({ tensor: make(rows, columns, written.values), written })
        } else if (chosen && act === 'write') {
          chosen.written.values.fill(i + 1)
          subject.on.write(chosen.tensor, chosen.written.values)
        } else if (chosen) {
          subject.on.free(chosen.tensor)
          forget(chosen.tensor)
          held.splice(held.indexOf(chosen), 1)
        }
      }
      for (const { tensor, written } of held) {
        mustBe(
          subject,
          'tensor',
          `the ${written.rows}×${written.columns} tensor`,
          await subject.on.read(tensor),
          written,
        )
      }
      return 0
    }),
  operands: () => [],
  settings: (script) =>
    script.map(({ act, which, rows, columns }) => `${act} ${which} ${rows}×${columns}`).join(', '),
})

/** Bytes that one element of a device's format takes at least. */
function elementBytes(u: number): number {
  if (u <= 2 ** -53) return 8
  return u <= 2 ** -24 ? 4 : 2
}

const counted = (of: string, share: number, together: Plan['together'] = []) =>
  memoryLaw(
    `liveBytes rises by each tensor${of} and falls when it is freed`,
    'liveBytes',
    { ...matrix, together },
    async (subject, x) => {
      const X = entry(x, 'X')
      const { on } = subject
      const least = elementBytes(on.info.arithmetic.unitRoundoff)
      const before = on.liveBytes()
      const about = { operation: 'liveBytes', output: 'liveBytes()' }
      const rises = (what: string, from: number, numbers: number) => {
        const now = on.liveBytes()
        if (now - from >= numbers * least) return now
        const message = `liveBytes: ${what} adds ${now - from} bytes; it takes at least ${numbers * least}.`
        throw new LawBroken(message, { ...about, got: now, expected: from + numbers * least })
      }
      const first = on.tensor(X.rows, X.columns, X.values)
      const withOne = rises(`a ${X.rows}×${X.columns} tensor`, before, X.values.length)
      const second = on.tensor(X.rows, 1)
      rises(`a ${X.rows}×1 tensor beside it`, withOne, X.rows)
      on.free(first)
      rises(`a ${X.rows}×1 tensor that is left alone`, before, X.rows)
      on.free(second)
      const after = on.liveBytes()
      if (after !== before) {
        const message = `liveBytes: ${before} bytes before a ${X.rows}×${X.columns} tensor and another, ${after} after both were freed.`
        throw new LawBroken(message, { ...about, got: after, expected: before })
      }
    },
    share,
  )

/** What is written is there, is a copy, and is nobody else's. */
export const memoryLaws: readonly Law[] = [
  writeThenRead,
  zeroed,
  copied,
  readCopies,
  readInOrder,
  longReadInOrder,
  gathers,
  apart,
  counted('', 0.5),
  counted(' of a long array', large.length / 100, large),
]
