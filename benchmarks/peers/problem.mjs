// The same problem for every peer: a two-layer network of the notes, full batch, gradient descent, from files of float32.
import { readFileSync, writeFileSync } from 'node:fs'

/** features, units, rows, and steps of one measurement. */
export const sizes = {
  tiny: { n0: 2, n1: 4, m: 4, steps: 20_000 },
  small: { n0: 30, n1: 64, m: 569, steps: 100 },
  medium: { n0: 100, n1: 256, m: 256, steps: 20 },
  large: { n0: 784, n1: 512, m: 1024, steps: 2 },
}
export const learningRate = 0.1
/** Rows that are scored through 100-256-1, and predictions of one row through 30-64-1 in one measurement. */
export const scoredRows = 100_000
export const singles = 10_000
/** Steps of a whole program, which trains 30-64-1. */
export const wholeSteps = 1000

/** count numbers from −1 to 1: a linear congruential generator, so that the files are the same everywhere. */
function drawn(seed, count) {
  let state = seed >>> 0
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2147483648 - 1
  })
}

/** X m × n0 by rows (an instance after the other), Y m, W1 n0 × n1 by rows (an input after the other), W2 n1. */
export function problemOf(name) {
  const { n0, n1, m } = sizes[name]
  const X = drawn(1, n0 * m)
  const Y = Float32Array.from({ length: m }, (_, i) => (X[i * n0] + X[i * n0 + 1] > 0 ? 1 : 0))
  const [w1, w2] = [Math.sqrt(6 / n0) / 2, Math.sqrt(6 / n1) / 2]
  return { n0, n1, m, X, Y, W1: drawn(3, n0 * n1).map((w) => w * w1), W2: drawn(4, n1).map((w) => w * w2) }
}

export function writeProblems(folder) {
  for (const name of Object.keys(sizes)) {
    const { X, Y, W1, W2 } = problemOf(name)
    writeFileSync(
      `${folder}/${name}.f32`,
      Buffer.concat([X, Y, W1, W2].map((part) => Buffer.from(part.buffer))),
    )
  }
  writeFileSync(`${folder}/scored.f32`, Buffer.from(drawn(9, 100 * scoredRows).buffer))
}

export const scoredOf = (folder) => numbersOf(`${folder}/scored.f32`)

/** `problemOf(name)`, read from its file. */
export function readProblem(folder, name) {
  const { n0, n1, m } = sizes[name]
  const all = numbersOf(`${folder}/${name}.f32`)
  const ends = [n0 * m, n0 * m + m, n0 * m + m + n0 * n1]
  const [X, Y, W1, W2] = [0, ...ends].map((from, part) => all.slice(from, ends[part]))
  return { n0, n1, m, X, Y, W1, W2 }
}

function numbersOf(file) {
  const bytes = readFileSync(file)
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}

/** J after ten steps, in float64: what every peer's cost is held against. */
export function costAfterTen(name) {
  const { n0, n1, m, X, Y, ...first } = problemOf(name)
  const [W1, W2, b1] = [Float64Array.from(first.W1), Float64Array.from(first.W2), new Float64Array(n1)]
  let b2 = 0
  const A = new Float64Array(n1 * m)
  const d = new Float64Array(m)
  let cost = 0
  for (let step = 0; step <= 10; step++) {
    cost = 0
    for (let j = 0; j < m; j++) {
      const a = A.subarray(j * n1, (j + 1) * n1)
      a.set(b1)
      for (let k = 0; k < n0; k++) {
        const x = X[j * n0 + k]
        const w = W1.subarray(k * n1, (k + 1) * n1)
        for (let i = 0; i < n1; i++) a[i] += w[i] * x
      }
      let z = b2
      for (let i = 0; i < n1; i++) {
        a[i] = Math.max(0, a[i])
        z += W2[i] * a[i]
      }
      cost += Math.max(z, 0) - z * Y[j] + Math.log1p(Math.exp(-Math.abs(z)))
      d[j] = (1 / (1 + Math.exp(-z)) - Y[j]) / m
    }
    const [dW1, dW2, db1] = [new Float64Array(n0 * n1), new Float64Array(n1), new Float64Array(n1)]
    let db2 = 0
    const e = new Float64Array(n1)
    for (let j = 0; j < m; j++) {
      const a = A.subarray(j * n1, (j + 1) * n1)
      db2 += d[j]
      for (let i = 0; i < n1; i++) {
        dW2[i] += d[j] * a[i]
        e[i] = a[i] > 0 ? W2[i] * d[j] : 0
        db1[i] += e[i]
      }
      for (let k = 0; k < n0; k++) {
        const x = X[j * n0 + k]
        const g = dW1.subarray(k * n1, (k + 1) * n1)
        for (let i = 0; i < n1; i++) g[i] += e[i] * x
      }
    }
    for (let i = 0; i < W1.length; i++) W1[i] -= learningRate * dW1[i]
    for (let i = 0; i < n1; i++) {
      W2[i] -= learningRate * dW2[i]
      b1[i] -= learningRate * db1[i]
    }
    b2 -= learningRate * db2
  }
  return cost / m
}
