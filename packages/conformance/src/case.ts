import fc from 'fast-check'
import { type Kind, stream } from './draw.ts'
import { at, entry, type Matrix } from './matrix.ts'
import { drawSize, fitting, inTurn, parts, type Size } from './size.ts'

/** A named matrix that a law gives to an operation. */
export interface Operand extends Matrix {
  /** As the operation calls it: 'W', 'dZ'. */
  readonly name: string
  /** Column-major, as float64. */
  readonly values: Float64Array
}

/** The operands of one run of a law, by name, and the sizes they were drawn with. */
export interface Case {
  readonly sizes: Readonly<Record<string, number>>
  readonly operands: Readonly<Record<string, Operand>>
}

/** Which matrices a law needs: dimensions by name, and operands whose rows and columns are dimensions, or 1. */
export interface Plan {
  readonly sizes: Readonly<Record<string, Size>>
  readonly operands: Readonly<Record<string, OperandPlan>>
  /** Sizes that belong together, in place of drawn ones: case i takes one of these, and no two take the same until all are taken. */
  readonly together?: readonly Readonly<Record<string, number>>[]
}

export interface OperandPlan {
  readonly rows: string
  readonly columns: string
  readonly kind: Kind
}

/** What bounds and rounds the cases: the device's formats and what it can compile. */
export interface Drawing {
  /** The nearest number that the device holds. */
  readonly round: (value: number) => number
  readonly smallest: number
  readonly shapes: 'any' | 'few'
  readonly largestDimension: number
}

/** The dimension of a plan that is always 1. */
export const one = '1'

/**
 * Cases of a plan. They shrink by keeping part of a dimension (so what is left keeps its numbers), then by replacing
 * numbers by simpler ones: whole operands first, single elements when few are left.
 */
export function cases(plan: Plan, drawing: Drawing): fc.Arbitrary<Case> {
  return new CaseArbitrary(plan, drawing)
}

class CaseArbitrary extends fc.Arbitrary<Case> {
  readonly #plan: Plan
  readonly #drawing: Drawing
  readonly #together: readonly Readonly<Record<string, number>>[]
  /** Where in `together` the first case begins. */
  #first: number | undefined
  #drawn = 0
  /** Multiplications that shrinking may still ask for: a fault that needs a large case would shrink for minutes. */
  #patience = 4e6

  constructor(plan: Plan, drawing: Drawing) {
    super()
    this.#plan = plan
    this.#drawing = drawing
    const { together = [] } = plan
    const step = Math.ceil(together.length / 3)
    this.#together = drawing.shapes === 'few' ? together.filter((_, i) => i % step === 0) : together
  }

  override generate(random: fc.Random): fc.Value<Case> {
    const draw = stream(random.nextInt(), this.#drawing.smallest)
    const names = Object.keys(this.#plan.sizes)
    // At most one dimension is large, now and then: the reference takes n·k·m steps.
    const largeOne = draw.integer(0, 11) === 0 ? names[draw.integer(0, names.length - 1)] : undefined
    this.#first ??= draw.integer(0, 2 ** 20)
    const together = inTurn(this.#together, this.#first, this.#drawn++)
    const sizes = Object.fromEntries(
      Object.entries(this.#plan.sizes).map(([name, size]) => {
        const drawn = together?.[name] ?? drawSize(draw, size, this.#drawing, name === largeOne)
        return [name, fitting(drawn, size, this.#drawing.largestDimension)]
      }),
    )
    const operands = Object.fromEntries(
      Object.entries(this.#plan.operands).map(([name, { rows, columns, kind }]) => {
        const [n, m] = [length(sizes, rows), length(sizes, columns)]
        const values = kind.draw(draw, n, m)
        for (let i = 0; i < values.length; i++) values[i] = this.#drawing.round(at(values, i))
        return [name, { name, rows: n, columns: m, values }]
      }),
    )
    return new fc.Value({ sizes, operands }, undefined)
  }

  override canShrinkWithoutContext(value: unknown): value is Case {
    return typeof value === 'object' && value !== null && 'sizes' in value && 'operands' in value
  }

  override shrink(value: Case): fc.Stream<fc.Value<Case>> {
    return fc.stream(this.#tried(value)).map((simpler) => new fc.Value(simpler, undefined))
  }

  /** Simpler cases, as long as there is patience: a fixed amount of work, so that a seed always shrinks to the same case. */
  *#tried(value: Case): IterableIterator<Case> {
    for (const simpler of this.#simpler(value)) {
      if (this.#patience <= 0) return
      this.#patience -= 200 + Object.values(simpler.sizes).reduce((a, b) => a * b, 1)
      yield simpler
    }
  }

  *#simpler(value: Case): IterableIterator<Case> {
    for (const [name, size] of Object.entries(value.sizes)) {
      for (const [start, end] of parts(size, entry(this.#plan.sizes, name)))
        yield this.#keep(value, name, start, end)
    }
    for (const [name, operand] of Object.entries(value.operands)) {
      const { kind } = entry(this.#plan.operands, name)
      const most = operand.values.reduce((a, v) => Math.max(a, complexity(v, kind)), 0)
      for (const simple of kind.simple) {
        // Every number that is not yet as simple becomes this one; once all are simple, single elements follow.
        if (complexity(simple, kind) >= most) continue
        const replace = (v: number) => (complexity(v, kind) > complexity(simple, kind) ? simple : v)
        yield* this.#with(value, operand, operand.values.map(replace))
      }
    }
    for (const operand of Object.values(value.operands)) {
      if (operand.values.length <= 64) yield* this.#elements(value, operand)
    }
  }

  *#elements(value: Case, operand: Operand): IterableIterator<Case> {
    const { kind } = entry(this.#plan.operands, operand.name)
    for (const [i, v] of operand.values.entries()) {
      const rounder = [Math.trunc(v), Math.round(v * 4) / 4, Math.round(v * 256) / 256, -v]
      const candidates = [...kind.simple, ...rounder.filter((r) => kind.accepts(r))]
      for (const candidate of candidates) {
        if (complexity(candidate, kind) >= complexity(v, kind)) continue
        const values = operand.values.slice()
        values[i] = candidate
        yield* this.#with(value, operand, values)
      }
    }
  }

  /** The case with only the places start … end − 1 of a dimension. */
  #keep(value: Case, dimension: string, start: number, end: number): Case {
    const operands = Object.values(value.operands).map((operand) => {
      const plan = entry(this.#plan.operands, operand.name)
      const rows = plan.rows === dimension ? ([start, end] as const) : ([0, operand.rows] as const)
      const columns = plan.columns === dimension ? ([start, end] as const) : ([0, operand.columns] as const)
      return this.#repaired(operand, block(operand, rows, columns))
    })
    return {
      sizes: { ...value.sizes, [dimension]: end - start },
      operands: Object.fromEntries(operands.map((operand) => [operand.name, operand])),
    }
  }

  /** The case with other numbers in one operand, unless repair and rounding leave it no simpler: shrinking must end. */
  *#with(value: Case, operand: Operand, values: Float64Array): IterableIterator<Case> {
    const { kind } = entry(this.#plan.operands, operand.name)
    const changed = this.#repaired(operand, { rows: operand.rows, columns: operand.columns, values })
    if (total(changed, kind) >= total(operand, kind)) return
    yield { ...value, operands: { ...value.operands, [operand.name]: changed } }
  }

  #repaired(operand: Operand, { rows, columns, values }: Matrix & { values: Float64Array }): Operand {
    const { kind } = entry(this.#plan.operands, operand.name)
    kind.repair?.(values, rows)
    return { name: operand.name, rows, columns, values: values.map(this.#drawing.round) }
  }
}

/** How far a number is from the simplest of its kind; shrinking only ever lowers it, so it ends. */
function complexity(value: number, kind: Kind): number {
  const place = kind.simple.findIndex((simple) => Object.is(simple, value))
  if (place >= 0) return place
  const sign = value < 0 || Object.is(value, -0) ? 0.5 : 0
  const size = 10 + Math.min(1000, Math.abs(value)) / 1000 + sign
  if (Number.isInteger(value)) return size
  if (Number.isInteger(value * 4)) return size + 10
  return size + (Number.isInteger(value * 256) ? 20 : 30)
}

function total(operand: Operand, kind: Kind): number {
  return operand.values.reduce((sum, value) => sum + complexity(value, kind), 0)
}

function length(sizes: Readonly<Record<string, number>>, name: string): number {
  return name === one ? 1 : entry(sizes, name)
}

function block(
  from: Matrix,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
): Matrix & { values: Float64Array } {
  const [rows, columns] = [bottom - top, right - left]
  const values = Float64Array.from({ length: rows * columns }, (_, i) => {
    return at(from.values, (left + Math.floor(i / rows)) * from.rows + top + (i % rows))
  })
  return { rows, columns, values }
}
