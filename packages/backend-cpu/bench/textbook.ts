/**
 * The two-layer network of the notes as a beginner would write it with care: typed arrays, row-major,
 * one loop for each sum, nothing allocated in a step. What backend-cpu is measured against.
 */
export class Textbook {
  readonly n0: number
  readonly n1: number
  readonly m: number
  readonly X: Float32Array
  readonly Y: Float32Array
  readonly W1: Float32Array
  readonly b1: Float32Array
  readonly W2: Float32Array
  readonly b2: Float32Array
  readonly #A1: Float32Array
  readonly #dZ1: Float32Array
  readonly #dZ2: Float32Array
  readonly #dW1: Float32Array
  readonly #db1: Float32Array
  readonly #dW2: Float32Array
  readonly #db2: Float32Array

  /** X n0 × m and W1 n1 × n0, both row-major; Y 1 × m, W2 1 × n1; b1 and b2 begin at zero. */
  constructor(X: Float32Array, Y: Float32Array, W1: Float32Array, W2: Float32Array) {
    this.m = Y.length
    this.n1 = W2.length
    this.n0 = X.length / Y.length
    this.X = X
    this.Y = Y
    this.W1 = W1
    this.W2 = W2
    this.b1 = new Float32Array(this.n1)
    this.b2 = new Float32Array(1)
    this.#A1 = new Float32Array(this.n1 * this.m)
    this.#dZ1 = new Float32Array(this.n1 * this.m)
    this.#dZ2 = new Float32Array(this.m)
    this.#dW1 = new Float32Array(this.n1 * this.n0)
    this.#db1 = new Float32Array(this.n1)
    this.#dW2 = new Float32Array(this.n1)
    this.#db2 = new Float32Array(1)
  }

  /** One step of gradient descent. */
  step(learningRate: number): void {
    const { n0, n1, m, X, Y, W1, b1, W2, b2 } = this
    const A1 = this.#A1
    const dZ1 = this.#dZ1
    const dZ2 = this.#dZ2
    const dW1 = this.#dW1
    const db1 = this.#db1
    const dW2 = this.#dW2
    const db2 = this.#db2

    // A1 = ReLU(W1 X + b1)
    for (let i = 0; i < n1; i++) {
      for (let j = 0; j < m; j++) {
        let z = b1[i]
        for (let k = 0; k < n0; k++) z += W1[i * n0 + k] * X[k * m + j]
        A1[i * m + j] = z > 0 ? z : 0
      }
    }
    // T = σ(W2 A1 + b2), dZ2 = T − Y
    for (let j = 0; j < m; j++) {
      let z = b2[0]
      for (let i = 0; i < n1; i++) z += W2[i] * A1[i * m + j]
      const t = 1 / (1 + Math.exp(-z))
      dZ2[j] = t - Y[j]
    }
    // dW2 = (1/m) dZ2 A1ᵀ, db2 = (1/m) Σ dZ2
    for (let i = 0; i < n1; i++) {
      let sum = 0
      for (let j = 0; j < m; j++) sum += dZ2[j] * A1[i * m + j]
      dW2[i] = sum / m
    }
    let sum2 = 0
    for (let j = 0; j < m; j++) sum2 += dZ2[j]
    db2[0] = sum2 / m
    // dZ1 = W2ᵀ dZ2 ⊙ ReLU′(Z1)
    for (let i = 0; i < n1; i++) {
      for (let j = 0; j < m; j++) dZ1[i * m + j] = A1[i * m + j] > 0 ? W2[i] * dZ2[j] : 0
    }
    // dW1 = (1/m) dZ1 Xᵀ, db1 = (1/m) Σ dZ1
    for (let i = 0; i < n1; i++) {
      for (let k = 0; k < n0; k++) {
        let sum = 0
        for (let j = 0; j < m; j++) sum += dZ1[i * m + j] * X[k * m + j]
        dW1[i * n0 + k] = sum / m
      }
      let sum = 0
      for (let j = 0; j < m; j++) sum += dZ1[i * m + j]
      db1[i] = sum / m
    }
    // P ← P − α dP
    for (let i = 0; i < n1 * n0; i++) W1[i] = W1[i] - learningRate * dW1[i]
    for (let i = 0; i < n1; i++) b1[i] = b1[i] - learningRate * db1[i]
    for (let i = 0; i < n1; i++) W2[i] = W2[i] - learningRate * dW2[i]
    b2[0] = b2[0] - learningRate * db2[0]
  }
}
