/** What the matrix functions throw when their arguments do not fit. Its message is one sentence for the learner. */
export class MisfitError extends Error {
  override readonly name = 'MisfitError'
}

/** A rows × columns matrix, column-major as in core: entry (i, j) is values[j · rows + i]. Its shape is fixed. */
export class Matrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array

  constructor(rows: number, columns: number, values: ArrayLike<number> = new Float64Array(rows * columns)) {
    this.rows = rows
    this.columns = columns
    this.values = Float64Array.from(values)
    Object.freeze(this)
  }

  /** Entry i, j; both count from 0. */
  at(i: number, j: number): number {
    if (!(i >= 0 && i < this.rows && j >= 0 && j < this.columns)) {
      throw new MisfitError(
        `A ${shapeOf(this)} matrix has no entry (${i}, ${j}); rows and columns count from 0.`,
      )
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
  const values = Array.from({ length: rows * columns }, (_, place) =>
    entry(place % rows, Math.floor(place / rows)),
  )
  return new Matrix(rows, columns, values)
}

/** A B; A has as many columns as B has rows. */
function multiply(A: Matrix, B: Matrix): Matrix {
  are('multiply', A, B)
  if (A.columns !== B.rows) {
    throw new MisfitError(
      `multiply: ${shapeOf(A)} times ${shapeOf(B)} does not fit; the first has ${plural(A.columns, 'column')}, the second ${plural(B.rows, 'row')}, and these must be equal.`,
    )
  }
  return matrix(A.rows, B.columns, (i, j) => {
    let sum = 0
    for (let k = 0; k < A.columns; k++) sum += A.at(i, k) * B.at(k, j)
    return sum
  })
}

/** Aᵀ. */
function transpose(A: Matrix): Matrix {
  are('transpose', A)
  return matrix(A.columns, A.rows, (i, j) => A.at(j, i))
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
    throw new MisfitError(
      `scale: the first argument is ${kindOf(factor)}; it must be a number, and the second a matrix.`,
    )
  }
  if (!(A instanceof Matrix)) {
    throw new MisfitError(`scale: the second argument is ${kindOf(A)}, not a matrix.`)
  }
  return matrix(A.rows, A.columns, (i, j) => factor * A.at(i, j))
}

/** The sum of each row, as a rows × 1 column: over all instances, one number for each unit. */
function rowSums(A: Matrix): Matrix {
  are('rowSums', A)
  return matrix(A.rows, 1, (i) => {
    let sum = 0
    for (let j = 0; j < A.columns; j++) sum += A.at(i, j)
    return sum
  })
}

/** f of each entry. */
function map(A: Matrix, f: (a: number) => number): Matrix {
  are('map', A)
  return matrix(A.rows, A.columns, (i, j) => f(A.at(i, j)))
}

/** ReLU′(Z): 1 where z > 0, else 0. */
function reluSlope(Z: Matrix): Matrix {
  are('reluSlope', Z)
  return matrix(Z.rows, Z.columns, (i, j) => (Z.at(i, j) > 0 ? 1 : 0))
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
    throw new MisfitError(`${name}: ${shapeOf(A)} and ${shapeOf(B)} do not fit; the shapes must be equal.`)
  }
  return matrix(A.rows, A.columns, (i, j) => f(A.at(i, j), B.at(i, j)))
}

const ordinals = ['first', 'second'] as const

function are(name: string, ...matrices: readonly unknown[]): void {
  const place = matrices.findIndex((found) => !(found instanceof Matrix))
  if (place < 0) return
  const which = matrices.length === 1 ? 'the argument' : `the ${ordinals[place]} argument`
  const found = matrices[place]
  const remedy =
    typeof found === 'number' ? ' To multiply a matrix by a number, write scale(number, matrix).' : ''
  throw new MisfitError(`${name}: ${which} is ${kindOf(found)}, not a matrix.${remedy}`)
}

/** What a value is, for people: 'undefined', 'the number 3', 'a list'. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (typeof value === 'number') return Number.isNaN(value) ? 'NaN' : `the number ${value}`
  if (value instanceof Matrix) return `a ${shapeOf(value)} matrix`
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'function' ? 'a function' : `a ${typeof value}`
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
