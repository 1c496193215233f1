import type { FaultPart, FaultSaid } from '../texts/fault-words.ts'

/** What the matrix functions throw when their arguments do not fit, with a sentence or two for the learner. */
export class MisfitError extends Error {
  override readonly name = 'MisfitError'
  readonly said: readonly FaultSaid[]

  constructor(...said: readonly FaultSaid[]) {
    super(JSON.stringify(said))
    this.said = said
  }
}

/** A rows × columns matrix, column-major as in core: entry (i, j) is values[j · rows + i]. Its shape is fixed. */
export class Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array

  constructor(rows: number, columns: number, values: ArrayLike<number> = new Float64Array(rows * columns)) {
    this.rows = rows
    this.columns = columns
    this.values = new Float64Array(values)
    Object.freeze(this)
  }

  /** Entry i, j; both count from 0. */
  at(i: number, j: number): number {
    if (!(i >= 0 && i < this.rows && j >= 0 && j < this.columns)) {
      throw new MisfitError(['noEntry', shapeOf(this), String(i), String(j)])
    }
    return this.values[j * this.rows + i] ?? Number.NaN
  }
}

/** '2×3'. */
export function shapeOf({ rows, columns }: Pick<Matrix, 'rows' | 'columns'>): string {
  return `${rows}×${columns}`
}

/** A rows × columns matrix of entry(i, j). */
function matrix(rows: number, columns: number, entry: (i: number, j: number) => number): Matrix {
  const values = new Float64Array(rows * columns)
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i++) values[j * rows + i] = entry(i, j)
  }
  return new Matrix(rows, columns, values)
}

function eachOf({ rows, columns, values }: Matrix, f: (a: number, place: number) => number): Matrix {
  return new Matrix(
    rows,
    columns,
    values.map((a, place) => f(a, place)),
  )
}

/** A B; A has as many columns as B has rows. */
function multiply(A: Matrix, B: Matrix): Matrix {
  are('multiply', A, B)
  if (A.columns !== B.rows) {
    throw new MisfitError(['noProduct', 'multiply', shapeOf(A), shapeOf(B), A.columns, B.rows])
  }
  const [n, m] = [A.rows, B.columns]
  const product = new Float64Array(n * m)
  for (let j = 0; j < m; j++) {
    for (let k = 0; k < B.rows; k++) {
      const b = valueAt(B, k, j)
      for (let i = 0; i < n; i++) product[j * n + i] = (product[j * n + i] ?? 0) + valueAt(A, i, k) * b
    }
  }
  return new Matrix(n, m, product)
}

/** An entry that is known to be there. */
function valueAt({ rows, values }: Matrix, i: number, j: number): number {
  return values[j * rows + i] ?? Number.NaN
}

/** Aᵀ. */
function transpose(A: Matrix): Matrix {
  are('transpose', A)
  return matrix(A.columns, A.rows, (i, j) => valueAt(A, j, i))
}

/** A + B; equal shapes. */
function add(A: Matrix, B: Matrix): Matrix {
  return elementwise('add', A, B, (a, b) => a + b)
}

/** A − B; equal shapes. */
function subtract(A: Matrix, B: Matrix): Matrix {
  return elementwise('subtract', A, B, (a, b) => a - b)
}

/** A ⊙ B, entry by entry; equal shapes. */
function hadamard(A: Matrix, B: Matrix): Matrix {
  return elementwise('hadamard', A, B, (a, b) => a * b)
}

/** factor · A; a number and a matrix. */
function scale(factor: number, A: Matrix): Matrix {
  if (typeof factor !== 'number') {
    throw new MisfitError(['notNumber', 'scale', kindOf(factor)])
  }
  if (!(A instanceof Matrix)) {
    throw new MisfitError(['secondArgument', 'scale', kindOf(A)])
  }
  return eachOf(A, (a) => factor * a)
}

/** The sum of each row, as a rows × 1 column: over all instances, one number for each unit. */
function rowSums(A: Matrix): Matrix {
  are('rowSums', A)
  return matrix(A.rows, 1, (i) => {
    let sum = 0
    for (let j = 0; j < A.columns; j++) sum += valueAt(A, i, j)
    return sum
  })
}

/** f of each entry. */
function map(A: Matrix, f: (a: number) => number): Matrix {
  are('map', A)
  return eachOf(A, f)
}

/** ReLU′(Z): 1 where z > 0, else 0. */
function reluSlope(Z: Matrix): Matrix {
  are('reluSlope', Z)
  return eachOf(Z, (z) => (z > 0 ? 1 : 0))
}

/** The functions that the learner writes with, by name. Each returns a new matrix and checks its shapes. */
export const matrixFunctions = {
  multiply,
  transpose,
  add,
  subtract,
  hadamard,
  scale,
  rowSums,
  reluSlope,
  map,
  matrix,
} as const

function elementwise(name: string, A: Matrix, B: Matrix, f: (a: number, b: number) => number): Matrix {
  are(name, A, B)
  if (A.rows !== B.rows || A.columns !== B.columns) {
    throw new MisfitError(['unequal', name, shapeOf(A), shapeOf(B)])
  }
  return eachOf(A, (a, place) => f(a, B.values[place] ?? Number.NaN))
}

const ordinals = ['firstArgument', 'secondArgument'] as const

function are(name: string, ...matrices: readonly unknown[]): void {
  const place = matrices.findIndex((found) => !(found instanceof Matrix))
  if (place < 0) return
  const which = (matrices.length === 1 ? undefined : ordinals[place]) ?? 'argument'
  const found = matrices[place]
  const wrong: FaultSaid = [which, name, kindOf(found)]
  throw typeof found === 'number' ? new MisfitError(wrong, ['useScale']) : new MisfitError(wrong)
}

/** What a value is, for people: 'undefined', 'the number 3', 'a list'. */
export function kindOf(value: unknown): FaultPart {
  if (value === undefined || value === null) return String(value)
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : { said: ['aNumber', String(value)] }
  if (value instanceof Matrix) return { said: ['aMatrix', shapeOf(value)] }
  if (Array.isArray(value)) return { said: ['aList'] }
  return { said: typeof value === 'function' ? ['aFunction'] : ['aValue', typeof value] }
}
