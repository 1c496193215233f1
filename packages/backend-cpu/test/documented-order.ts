/**
 * The order of summation of docs/decisions/0003-order-of-summation.md, written out in scalar float32.
 * The tests compare the kernels with it bit for bit.
 */

const f = Math.fround

/** A column-major matrix of float32 numbers. */
export interface Numbers {
  readonly rows: number
  readonly columns: number
  readonly values: Float32Array
}

export function at(matrix: Numbers, i: number, j: number): number {
  const value = matrix.values[j * matrix.rows + i]
  if (value === undefined) throw new Error(`no element ${i}, ${j} in ${matrix.rows}×${matrix.columns}`)
  return value
}

/** term(0) + term(1) + …, one after the other. */
export function serial(count: number, term: (k: number) => number): number {
  let sum = 0
  for (let k = 0; k < count; k++) sum = f(sum + f(term(k)))
  return sum
}

/** Sixteen lanes, lane = index mod 16, each serial; then lane l + 8 is added to l, l + 4, l + 2, l + 1. */
export function inLanes(count: number, term: (k: number) => number): number {
  const lanes = Array.from({ length: 16 }, (_, lane) =>
    serial(Math.ceil((count - lane) / 16), (i) => term(16 * i + lane)),
  )
  for (let width = 8; width >= 1; width /= 2) {
    for (let lane = 0; lane < width; lane++) lanes[lane] = f((lanes[lane] ?? 0) + (lanes[lane + width] ?? 0))
  }
  return lanes[0] ?? 0
}

/** Blocks of 1,024, each summed by `within`, combined pairwise: 2^l blocks with the 2^l blocks after them. */
export function inBlocks(
  count: number,
  term: (j: number) => number,
  within: (count: number, term: (j: number) => number) => number,
): number {
  const sums = Array.from({ length: Math.ceil(count / 1024) }, (_, block) =>
    within(Math.min(1024, count - 1024 * block), (j) => term(1024 * block + j)),
  )
  return pairwise(sums)
}

/** The left part is the largest power of two of blocks below all of them. */
function pairwise(sums: readonly number[]): number {
  const [only] = sums
  if (only === undefined) throw new Error('no blocks')
  if (sums.length === 1) return only
  let left = 1
  while (left * 2 < sums.length) left *= 2
  return f(pairwise(sums.slice(0, left)) + pairwise(sums.slice(left)))
}

/** W X + b. One output is a dot product in lanes; of several outputs each is serial over k. */
export function dense(W: Numbers, X: Numbers, b: Numbers): Float32Array {
  const sum = W.rows === 1 ? inLanes : serial
  return matrix(W.rows, X.columns, (i, j) =>
    f(sum(W.columns, (k) => f(at(W, i, k) * at(X, k, j))) + at(b, i, 0)),
  )
}

/** W2ᵀ dZ2 ⊙ ReLU′: serial over the outputs. */
export function backpropagate(W2: Numbers, dZ2: Numbers, A1: Numbers): Float32Array {
  return matrix(W2.columns, dZ2.columns, (k, j) =>
    f(serial(W2.rows, (i) => f(at(W2, i, k) * at(dZ2, i, j))) * (at(A1, k, j) > 0 ? 1 : 0)),
  )
}

/** (1/m) dZ Aᵀ: blocks, serial within. */
export function weightGradient(dZ: Numbers, A: Numbers): Float32Array {
  const m = dZ.columns
  return matrix(dZ.rows, A.rows, (i, k) =>
    f(inBlocks(m, (j) => f(at(dZ, i, j) * at(A, k, j)), serial) / f(m)),
  )
}

/** (1/m) Σ dZ: blocks; lanes within where there is one row, else serial within. */
export function biasGradient(dZ: Numbers): Float32Array {
  const m = dZ.columns
  const within = dZ.rows === 1 ? inLanes : serial
  return matrix(dZ.rows, 1, (i) => f(inBlocks(m, (j) => at(dZ, i, j), within) / f(m)))
}

/** (1/m) Σ s (½ Σ (z − y)²): serial over the outputs, lanes within blocks over the instances. */
export function squaredCost(Z: Numbers, Y: Numbers, s: Numbers | undefined): number {
  const m = Z.columns
  const loss = (j: number) => {
    const squares = serial(Z.rows, (i) => f(f(at(Z, i, j) - at(Y, i, j)) * f(at(Z, i, j) - at(Y, i, j))))
    return f(f(squares * 0.5) * (s ? at(s, 0, j) : 1))
  }
  return f(inBlocks(m, loss, inLanes) / f(m))
}

function matrix(rows: number, columns: number, element: (i: number, j: number) => number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, p) => element(p % rows, Math.floor(p / rows)))
}
