import { type Dataset, generator, type LayerState, type Output, permutation, type Values } from '@leven/core'
import type { LearnerState, StepKind } from '../training/learner.ts'
import { CodeError, type LearnerFunction } from './compile.ts'
import { type Code, judgedWith } from './exercises.ts'
import { Matrix } from './matrix.ts'
import { programOf } from './program.ts'
import type { Parameter } from './tiny-network.ts'

/** What the learner's code is to learn from, and how: plain gradient descent on the notes' two layers. */
export interface Lesson {
  readonly code: Code
  /** n0, n1, n2. */
  readonly sizes: readonly number[]
  readonly output: Output
  readonly data: Dataset
  readonly learningRate: number
  /** Instances of a step, at least 1. */
  readonly batchSize: number
  /** Decides the order of instances in each epoch. */
  readonly seed: number
}

/** How far to go: steps of one kind, at most so many, for at most so long in milliseconds. */
export interface Stretch {
  readonly kind: StepKind
  readonly most: number
  readonly milliseconds: number
}

type Parameters = Readonly<Record<Parameter, Matrix>>

/**
 * The learner's `update`, called batch after batch. Order and batches are those of the page's Learner, so
 * right code reaches what core reaches, within rounding.
 */
export class Practice {
  readonly #lesson: Lesson
  readonly #update: LearnerFunction
  readonly #X: Matrix
  readonly #Y: Matrix
  #order: { readonly epoch: number; readonly places: Int32Array } | undefined

  /** @throws CodeError where the code cannot be read. */
  constructor(lesson: Lesson) {
    const { code, output, data, sizes } = lesson
    const { update } = programOf(code, judgedWith('update'), output)
    if (!update) throw new TypeError('update was not read.')
    this.#lesson = lesson
    this.#update = update
    this.#X = new Matrix(sizes[0] ?? 0, data.instances, data.X)
    this.#Y = new Matrix(sizes[2] ?? 0, data.instances, data.Y)
  }

  /**
   * Goes on from a state of two layers; returns the state after and the steps it took. The clock is asked
   * after each step.
   * @throws CodeError for what the code throws, and where it returns no parameters.
   */
  advance(from: LearnerState, { kind, most, milliseconds }: Stretch): { state: LearnerState; steps: number } {
    const until = performance.now() + milliseconds
    const m = this.#X.columns
    let [now, epoch, seen, steps] = [this.#parametersOf(from), from.epoch, from.seen, 0]
    do {
      const began = epoch
      do {
        const size = Math.min(kind === 'instance' ? 1 : this.#lesson.batchSize, m - seen)
        now = this.#step(now, this.#batch(epoch, seen, size))
        seen += size
        if (seen === m) [seen, epoch] = [0, epoch + 1]
      } while (kind === 'epoch' && epoch === began)
      steps++
    } while (steps < most && performance.now() < until)
    return { state: { ...from, epoch, seen, layers: layersOf(now) }, steps }
  }

  #parametersOf({ layers }: LearnerState): Parameters {
    const [n0 = 0, n1 = 0, n2 = 0] = this.#lesson.sizes
    const [first, second] = layers
    const of = (rows: number, columns: number, values: Values | undefined) =>
      new Matrix(rows, columns, values ?? [])
    return {
      W1: of(n1, n0, first?.W),
      b1: of(n1, 1, first?.b),
      W2: of(n2, n1, second?.W),
      b2: of(n2, 1, second?.b),
    }
  }

  /** One batch's X and Y; all instances stay in their order, fewer are drawn by the epoch's. */
  #batch(epoch: number, seen: number, size: number): { X: Matrix; Y: Matrix } {
    const { instances } = this.#lesson.data
    if (size === instances) return { X: copy(this.#X), Y: copy(this.#Y) }
    if (this.#order?.epoch !== epoch) {
      const places = permutation(generator(this.#lesson.seed, 'shuffle', epoch), instances)
      this.#order = { epoch, places }
    }
    const places = this.#order.places.subarray(seen, seen + size)
    return { X: columnsOf(this.#X, places), Y: columnsOf(this.#Y, places) }
  }

  #step(now: Parameters, batch: { readonly X: Matrix; readonly Y: Matrix }): Parameters {
    const returned = this.#update({ ...now, ...batch, alpha: this.#lesson.learningRate })
    const fields = new Map<string, unknown>(Object.entries(returned ?? {}))
    const next = (name: Parameter): Matrix => {
      const found = fields.get(name)
      const { rows, columns } = now[name]
      if (found instanceof Matrix && found.rows === rows && found.columns === columns) return found
      const message = `update returned no ${rows}×${columns} matrix ${name}.`
      throw new CodeError({ exercise: 'update', line: undefined, message }, undefined)
    }
    return { W1: next('W1'), b1: next('b1'), W2: next('W2'), b2: next('b2') }
  }
}

function copy({ rows, columns, values }: Matrix): Matrix {
  return new Matrix(rows, columns, values)
}

function columnsOf({ rows, values }: Matrix, places: Int32Array): Matrix {
  const picked = new Float64Array(rows * places.length)
  for (const [j, place] of places.entries())
    picked.set(values.subarray(place * rows, (place + 1) * rows), j * rows)
  return new Matrix(rows, places.length, picked)
}

function layersOf(now: Parameters): LayerState[] {
  const layer = (W: Parameter, b: Parameter) => ({
    W: now[W].values,
    b: now[b].values,
    momentsOfW: [],
    momentsOfB: [],
  })
  return [layer('W1', 'b1'), layer('W2', 'b2')]
}
