import { Block } from '../block.ts'
import type { Mutation } from '../float32-backend.ts'
import {
  type Computing,
  computing,
  type Dimensions,
  dimensionsOf,
  type Ran,
  spoiled,
} from './operation-faults.ts'

/** A backend with a fault that was put together, not thought of. */
export interface GeneratedMutant {
  readonly name: string
  /** What it belongs to in the table of kill rates. */
  readonly group: string
  readonly mutation: () => Mutation
}

/** When a fault shows: a size that some kernel treats in a way of its own. */
interface When {
  readonly name: string
  holds(sizes: Dimensions): boolean
}

/** What goes wrong. */
interface Fault {
  readonly name: string
  spoil(ran: Ran): void
}

const changed = (block: Block, value: (i: number, j: number) => number): Block => {
  const copy = new Block({}, block.rows, block.columns, new Float32Array(block.values.length))
  copy.fill(value)
  return copy
}

/** A number with so many bits of its significand. */
function keep(bits: number, value: number): number {
  const spread = value * (2 ** (53 - bits) + 1)
  return Math.fround(spread - (spread - value))
}

const faults: readonly Fault[] = [
  {
    name: 'gives zeros',
    spoil: ({ outputs }) => {
      for (const out of outputs) out.fill(() => 0)
    },
  },
  {
    name: 'leaves the last row as it was',
    spoil: ({ outputs: [out] }) => out?.fill((i, j) => (i === out.rows - 1 ? Number.NaN : out.at(i, j))),
  },
  {
    name: 'gives one more in the last place',
    spoil: ({ outputs: [out] }) => {
      const last = (out?.values.length ?? 0) - 1
      if (out) out.values[last] = (out.values[last] ?? 0) + 1
    },
  },
  {
    name: 'rounds its inputs to 11 bits',
    spoil: ({ again }) => again((input) => changed(input, (i, j) => keep(11, input.at(i, j)))),
  },
]

/** Faults of a sum: its terms lie in the rows of an inner operand, or in its columns. */
const loses: Fault = {
  name: 'loses the last term of its sum',
  spoil: ({ again, dimensions: { k } }) =>
    again((input, inner) =>
      inner
        ? changed(input, (i, j) => {
            const last = input.rows === k ? i === input.rows - 1 : j === input.columns - 1
            return last ? 0 : input.at(i, j)
          })
        : input,
    ),
}

const exactly = (name: keyof Dimensions, size: number): When => ({
  name: `where ${name} is ${size}`,
  holds: (sizes) => sizes[name] === size,
})
const multiples = (name: keyof Dimensions, of: number): When => ({
  name: `where ${name} is a multiple of ${of}, and above ${of}`,
  holds: (sizes) => sizes[name] > of && sizes[name] % of === 0,
})
const beyond = (name: keyof Dimensions, size: number): When => ({
  name: `where ${name} is more than ${size}`,
  holds: (sizes) => sizes[name] > size,
})

const mutant = (operation: Computing, when: When, fault: Fault): GeneratedMutant => ({
  name: `${operation} ${fault.name} ${when.name}`,
  group: `sizes of ${operation}`,
  mutation: () => ({
    kernels: spoiled(operation, (ran) => {
      if (when.holds(ran.dimensions)) fault.spoil(ran)
    }),
  }),
})

/** Every operation in every place at sizes of every kind: the faults take turns, so that each meets each operation. */
export const sizeMutants: readonly GeneratedMutant[] = computing.flatMap((operation, o) => {
  const summed = operation === 'dense' || operation === 'gradients' || operation === 'backpropagate'
  const all = operation === 'cost' ? faults.slice(0, 1) : [...faults, ...(summed ? [loses] : [])]
  return dimensionsOf[operation].flatMap((name, d) =>
    [
      exactly(name, 64),
      exactly(name, 100),
      multiples(name, 48),
      exactly(name, 255),
      beyond(name, 1025),
      beyond(name, 4096),
      beyond(name, 65_536),
    ].flatMap((when, w) => {
      const fault = all[(o + d + w) % all.length]
      return fault ? [mutant(operation, when, fault)] : []
    }),
  )
})
