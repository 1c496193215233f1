import {
  type Activation,
  type Operations,
  type Output,
  ShapeError,
  type Tensor,
  type UpdateRule,
} from '@leven/core'
import { activationCode, outputCode } from './codes.ts'
import type { Engine } from './engine.ts'
import type { Heap } from './heap.ts'
import type { Matrix } from './matrix.ts'
import { momentsOf, updateBy, writeRule } from './update.ts'

/** 32-bit words of an instruction, and the codes that stand first in it: assembly/program.ts. */
const WORDS = 16
const codes = {
  dense: 0,
  output: 1,
  cost: 2,
  residual: 3,
  gradients: 4,
  backpropagate: 5,
  gradientDescent: 6,
  momentum: 7,
  adam: 8,
} as const

/** The rule of an `update`, whose numbers are read at each repetition, and the word from which on they stand. */
interface Ruled {
  readonly rule: UpdateRule
  readonly word: number
}

/** Operations on small operands, one after the other: one call of WebAssembly. */
interface Stretch {
  readonly words: number[]
  readonly rules: Ruled[]
}

/**
 * Turns operations into what does them again at less cost: instructions for WebAssembly where operands are small, for
 * the others the call of their kernel, with addresses instead of handles.
 */
export class Recorder implements Operations {
  /** The handles that were used. */
  readonly tensors: Set<Tensor> = new Set()
  readonly #own: (tensor: Tensor) => Matrix
  readonly #engine: Engine
  readonly #heap: Heap
  readonly #base: number
  readonly #capacity: number
  readonly #parts: (Stretch | (() => void))[] = []

  /** @param own narrows a handle, or throws HandleError */
  constructor(own: (tensor: Tensor) => Matrix, engine: Engine, heap: Heap) {
    this.#own = own
    this.#engine = engine
    this.#heap = heap
    this.#base = Number(engine.kernels.PROGRAM.value)
    this.#capacity = Number(engine.kernels.PROGRAM_CAPACITY.value) / 4
  }

  /** What does everything that was recorded. */
  finish(): () => void {
    const parts = this.#parts.map((part) => (typeof part === 'function' ? part : this.#runner(part)))
    const [only] = parts
    if (only && parts.length === 1) return only
    return () => {
      for (const part of parts) part()
    }
  }

  dense(A: Tensor, W: Tensor, X: Tensor, b: Tensor, g: Activation): void {
    const [w, x] = [this.#use(W), this.#use(X)]
    const [n, k, m] = [w.rows, w.columns, x.columns]
    const operands = [this.#use(A).address, w.address, x.address, this.#use(b).address] as const
    const { kernels } = this.#engine
    if (this.#isSmall(n * k * m)) this.#add(codes.dense, ...operands, n, k, m, activationCode(g))
    else this.#parts.push(() => kernels.dense(...operands, n, k, m, activationCode(g)))
  }

  output(T: Tensor, Z: Tensor, kind: Output): void {
    const [t, { rows, columns, address }] = [this.#use(T).address, this.#use(Z)]
    const { kernels } = this.#engine
    if (rows * columns < this.#engine.least.elements) {
      this.#add(codes.output, t, address, rows, columns, outputCode(kind))
    } else this.#parts.push(() => kernels.output(t, address, rows, columns, outputCode(kind)))
  }

  cost(J: Tensor, Z: Tensor, Y: Tensor, kind: Output, s?: Tensor): void {
    const { rows, columns, address } = this.#use(Z)
    const weights = s ? this.#use(s).address : 0
    const [j, y] = [this.#use(J).address, this.#use(Y).address]
    this.#add(codes.cost, j, address, y, weights, rows, columns, outputCode(kind))
  }

  residual(dZ: Tensor, T: Tensor, Y: Tensor, s?: Tensor): void {
    const { rows, columns, address } = this.#use(T)
    const weights = s ? this.#use(s).address : 0
    const operands = [this.#use(dZ).address, address, this.#use(Y).address, weights] as const
    const { kernels } = this.#engine
    if (rows * columns < this.#engine.least.elements) this.#add(codes.residual, ...operands, rows, columns)
    else this.#parts.push(() => kernels.residual(...operands, rows, columns))
  }

  gradients(dW: Tensor, db: Tensor, dZ: Tensor, A: Tensor): void {
    const [dz, a] = [this.#use(dZ), this.#use(A)]
    const [n, k, m] = [dz.rows, a.rows, dz.columns]
    const operands = [this.#use(dW).address, this.#use(db).address, dz.address, a.address] as const
    const { kernels } = this.#engine
    if (this.#isSmall(n * k * m)) this.#add(codes.gradients, ...operands, n, k, m)
    else this.#parts.push(() => kernels.gradients(...operands, n, k, m, 0, k))
  }

  backpropagate(dZ1: Tensor, W2: Tensor, dZ2: Tensor, A1: Tensor, g: Activation): void {
    const [w, dz] = [this.#use(W2), this.#use(dZ2)]
    const [n, k, m] = [w.rows, w.columns, dz.columns]
    const operands = [this.#use(dZ1).address, w.address, dz.address, this.#use(A1).address] as const
    const { kernels } = this.#engine
    if (this.#isSmall(n * k * m)) this.#add(codes.backpropagate, ...operands, n, k, m, activationCode(g))
    else this.#parts.push(() => kernels.backpropagate(...operands, n, k, m, activationCode(g)))
  }

  update(P: Tensor, dP: Tensor, moments: readonly Tensor[], rule: UpdateRule): void {
    const p = this.#use(P)
    const operands = [p.address, this.#use(dP).address, ...moments.map((tensor) => this.#use(tensor).address)]
    if (moments.length < momentsOf[rule.kind]) {
      throw new ShapeError(`update: ${rule.kind} needs more than ${moments.length} moments.`)
    }
    const count = p.rows * p.columns
    if (count < this.#engine.least.elements) {
      const stretch = this.#stretch()
      const word = stretch.words.length + 2 + operands.length
      this.#add(codes[rule.kind], ...operands, count)
      stretch.rules.push({ rule, word })
    } else {
      const { kernels } = this.#engine
      this.#parts.push(() => updateBy(kernels, rule, operands, count))
    }
  }

  #use(tensor: Tensor): Matrix {
    this.tensors.add(tensor)
    return this.#own(tensor)
  }

  #isSmall(products: number): boolean {
    return products < this.#engine.least.product
  }

  /** The stretch that is being recorded, with room for one more instruction. */
  #stretch(): Stretch {
    const last = this.#parts.at(-1)
    if (last && typeof last !== 'function' && last.words.length + WORDS <= this.#capacity) return last
    const next: Stretch = { words: [], rules: [] }
    this.#parts.push(next)
    return next
  }

  #add(...instruction: number[]): void {
    const { words } = this.#stretch()
    words.push(...instruction, ...new Array<number>(WORDS - instruction.length).fill(0))
  }

  /** Puts the stretch where WebAssembly expects it, unless it is still there, and calls. */
  #runner({ words, rules }: Stretch): () => void {
    const heap = this.#heap
    const { kernels, program } = this.#engine
    const [from, end] = [this.#base, this.#base + words.length * 4]
    const first = from / 4
    const content = Int32Array.from(words)
    return () => {
      if (program.loaded !== content) {
        heap.integers.set(content, first)
        program.loaded = content
      }
      const { floats } = heap
      for (const { rule, word } of rules) writeRule(floats, first + word, rule)
      kernels.run(from, end)
    }
  }
}
