import {
  type Activation,
  type Backend,
  type BackendInfo,
  HandleError,
  type Operations,
  type Output,
  ShapeError,
  type Tensor,
  type UpdateRule,
  type Values,
} from '@leven/core'
import { arithmetic } from './arithmetic.ts'
import { activationCode, outputCode } from './codes.ts'
import type { Engine } from './engine.ts'
import { deviceMemory, type Heap } from './heap.ts'
import type { Kernels } from './kernels.ts'
import { Matrix, type Owner } from './matrix.ts'
import { Recorder } from './recording.ts'
import { momentsOf, updateBy } from './update.ts'

/**
 * The port on kernels that share a WebAssembly memory. One kernel call for each operation; operations are done when they
 * return. Shapes and aliasing are not checked here, as the port has it: wrap it in `checked` for that.
 */
export class CpuBackend implements Backend {
  readonly info: BackendInfo
  readonly #engine: Engine
  readonly #kernels: Kernels
  readonly #heap: Heap
  readonly #owner: Owner = {}
  readonly #live: Set<Matrix> = new Set()
  /** How many handles were given up: a recording has to look at its own again where it has changed. */
  #releases = 0
  readonly #indices: number
  readonly #indexCapacity: number

  constructor(engine: Engine) {
    const { kernels, heap, device, reason } = engine
    this.info = { name: 'cpu', device, accelerated: false, reason, arithmetic, memory: deviceMemory }
    this.#engine = engine
    this.#kernels = kernels
    this.#heap = heap
    this.#indices = Number(kernels.INDICES.value) >> 2
    this.#indexCapacity = Number(kernels.INDEX_CAPACITY.value)
  }

  tensor(rows: number, columns: number, values?: Values): Tensor {
    if (!(Number.isInteger(rows) && Number.isInteger(columns) && rows >= 0 && columns >= 0)) {
      throw new ShapeError(`A matrix cannot have the shape ${rows}×${columns}.`)
    }
    if (values) sameLength(values.length, rows, columns)
    const made = new Matrix(rows, columns, this.#heap.take(rows, columns), this.#owner)
    if (values) this.#heap.floats.set(values, made.address / 4)
    this.#live.add(made)
    return made
  }

  write(to: Tensor, values: Values): void {
    const { rows, columns, address } = this.#own(to)
    sameLength(values.length, rows, columns)
    this.#heap.floats.set(values, address / 4)
  }

  gather(to: Tensor, from: Tensor, columns: Int32Array): void {
    const target = this.#own(to)
    const source = this.#own(from)
    if (columns.length !== target.columns || target.rows !== source.rows) {
      throw new ShapeError(
        `gather: ${columns.length} columns of a ${source.rows}×${source.columns} matrix do not fit one of ${target.rows}×${target.columns}.`,
      )
    }
    for (let first = 0; first < columns.length; first += this.#indexCapacity) {
      const count = Math.min(this.#indexCapacity, columns.length - first)
      const part = count === columns.length ? columns : columns.subarray(first, first + count)
      this.#heap.integers.set(part, this.#indices)
      const address = target.address + first * target.rows * 4
      const done = this.#kernels.gather(address, source.address, source.rows, source.columns, count)
      if (done < count) {
        throw new ShapeError(
          `gather: column ${columns[first + done]} was asked for at place ${first + done}, but there are ${source.columns}.`,
        )
      }
    }
  }

  async read(from: Tensor): Promise<Values> {
    const { rows, columns, address } = this.#own(from)
    return this.#heap.floats.slice(address / 4, address / 4 + rows * columns)
  }

  readSync(to: Values, from: Tensor): void {
    const { rows, columns, address } = this.#own(from)
    const count = rows * columns
    sameLength(to.length, rows, columns)
    const { floats } = this.#heap
    const first = address / 4
    // a loop: for the few numbers of a prediction it is faster than a view and its copy
    if (count > 64) to.set(floats.subarray(first, first + count))
    else for (let i = 0; i < count; i++) to[i] = floats[first + i] ?? 0
  }

  free(tensor: Tensor): void {
    const { rows, columns, address } = this.#release(this.#own(tensor))
    this.#heap.giveBack(address, rows, columns)
  }

  liveBytes(): number {
    return this.#heap.liveBytes
  }

  async close(): Promise<void> {
    for (const matrix of this.#live) this.free(matrix)
    await this.#engine.close()
  }

  dense(A: Tensor, W: Tensor, X: Tensor, b: Tensor, g: Activation): void {
    const w = this.#own(W)
    const x = this.#own(X)
    this.#kernels.dense(
      this.#own(A).address,
      w.address,
      x.address,
      this.#own(b).address,
      w.rows,
      w.columns,
      x.columns,
      activationCode(g),
    )
  }

  output(T: Tensor, Z: Tensor, kind: Output): void {
    const z = this.#own(Z)
    this.#kernels.output(this.#own(T).address, z.address, z.rows, z.columns, outputCode(kind))
  }

  cost(J: Tensor, Z: Tensor, Y: Tensor, kind: Output, s?: Tensor): void {
    const z = this.#own(Z)
    const weights = s ? this.#own(s).address : 0
    this.#kernels.cost(
      this.#own(J).address,
      z.address,
      this.#own(Y).address,
      weights,
      z.rows,
      z.columns,
      outputCode(kind),
    )
  }

  residual(dZ: Tensor, T: Tensor, Y: Tensor, s?: Tensor): void {
    const t = this.#own(T)
    const weights = s ? this.#own(s).address : 0
    this.#kernels.residual(this.#own(dZ).address, t.address, this.#own(Y).address, weights, t.rows, t.columns)
  }

  gradients(dW: Tensor, db: Tensor, dZ: Tensor, A: Tensor): void {
    const dz = this.#own(dZ)
    const a = this.#own(A)
    this.#kernels.gradients(
      this.#own(dW).address,
      this.#own(db).address,
      dz.address,
      a.address,
      dz.rows,
      a.rows,
      dz.columns,
      0,
      a.rows,
    )
  }

  backpropagate(dZ1: Tensor, W2: Tensor, dZ2: Tensor, A1: Tensor, g: Activation): void {
    const w = this.#own(W2)
    const dz = this.#own(dZ2)
    this.#kernels.backpropagate(
      this.#own(dZ1).address,
      w.address,
      dz.address,
      this.#own(A1).address,
      w.rows,
      w.columns,
      dz.columns,
      activationCode(g),
    )
  }

  update(P: Tensor, dP: Tensor, moments: readonly Tensor[], rule: UpdateRule): void {
    const p = this.#own(P)
    const operands = [p.address, this.#own(dP).address]
    for (const moment of moments) operands.push(this.#own(moment).address)
    if (moments.length < momentsOf[rule.kind]) {
      throw new ShapeError(`update: ${rule.kind} needs more than ${moments.length} moments.`)
    }
    updateBy(this.#kernels, rule, operands, p.rows * p.columns)
  }

  record(work: (recorder: Operations) => void): () => void {
    const recorder = new Recorder((tensor) => this.#own(tensor), this.#engine, this.#heap)
    work(recorder)
    const repeat = recorder.finish()
    let releases = this.#releases
    return () => {
      if (releases !== this.#releases) {
        for (const tensor of recorder.tensors) this.#own(tensor)
        releases = this.#releases
      }
      repeat()
    }
  }

  /** The handle, if it is this backend's and alive. The owner of a handle tells both, and that it is a handle. */
  #own(tensor: Tensor): Matrix {
    const matrix = tensor as Matrix // anything without this very owner is refused in the next line
    if (matrix.owner === this.#owner) return matrix
    return refuse(tensor)
  }

  #release(matrix: Matrix): Matrix {
    matrix.owner = undefined
    this.#releases++
    this.#live.delete(matrix)
    return matrix
  }
}

function refuse(tensor: Tensor): never {
  const freed = tensor instanceof Matrix && tensor.owner === undefined
  throw new HandleError(
    `The ${tensor.rows}×${tensor.columns} tensor ${freed ? 'was freed' : 'belongs to another backend'}.`,
  )
}

function sameLength(length: number, rows: number, columns: number): void {
  if (length !== rows * columns) {
    throw new ShapeError(
      `${length} values do not fill a ${rows}×${columns} matrix, which has ${rows * columns}.`,
    )
  }
}
