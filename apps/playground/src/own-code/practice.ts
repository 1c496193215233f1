import { type Dataset, generator, type LayerState, type Output, permutation } from '@leven/core'
import type { LearnerState, StepKind } from '../learner/learner.ts'
import { CodeError, type LearnerFunction } from './compile.ts'
import { type Code, type ExerciseName, judgedWith } from './exercises.ts'
import { dense, type ForwardInput, type ForwardPass, forwardFor } from './forward.ts'
import { Matrix, matrixFunctions, shapeOf } from './matrix.ts'
import { programOf } from './program.ts'

/** What the learner's code is to learn from, and how: plain gradient descent, hidden layers of ReLU. */
export interface Lesson {
  readonly code: Code
  /** n0 … nL; at least one hidden layer. */
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

interface Layer {
  readonly W: Matrix
  readonly b: Matrix
}

interface Batch {
  readonly X: Matrix
  readonly Y: Matrix
}

/** One of the layers below the upper two: its numbers in a forward pass. */
interface LowerPass extends Layer {
  /** What comes in. */
  readonly X: Matrix
  readonly Z: Matrix
  readonly A: Matrix
}

/**
 * The learner's code, called batch after batch. Order and batches are those of the page's Learner, so right
 * code reaches what core reaches, within rounding.
 *
 * The upper two layers are the notes' network on what comes up from below: they take the learner's `update`.
 * In a deeper network (13) and (14) repeat: the learner's `backpropagate` takes dZ down a layer as if it were
 * T − Y with Y = 0, the learner's `gradients` follow, and the step is along them.
 */
export class Practice {
  readonly #lesson: Lesson
  readonly #functions: Readonly<Record<ExerciseName, LearnerFunction>>
  readonly #forward: (input: ForwardInput) => ForwardPass
  readonly #X: Matrix
  readonly #Y: Matrix
  #order: { readonly epoch: number; readonly places: Int32Array } | undefined

  /** @throws CodeError where the code cannot be read. */
  constructor(lesson: Lesson) {
    const { code, output, data, sizes } = lesson
    const { backpropagate, gradients, update } = programOf(code, judgedWith('update'), output)
    if (!backpropagate || !gradients || !update) throw new TypeError('The code was not read.')
    this.#lesson = lesson
    this.#functions = { backpropagate, gradients, update }
    this.#forward = forwardFor(output)
    this.#X = new Matrix(sizes[0] ?? 0, data.instances, data.X)
    this.#Y = new Matrix(sizes.at(-1) ?? 0, data.instances, data.Y)
  }

  /**
   * Goes on from a state of the lesson's network; returns the state after and the steps it took. The clock is
   * asked after each step.
   * @throws CodeError for what the code throws, and where it returns something else than it must.
   */
  advance(from: LearnerState, { kind, most, milliseconds }: Stretch): { state: LearnerState; steps: number } {
    const until = performance.now() + milliseconds
    const m = this.#X.columns
    let [now, epoch, seen, steps] = [this.#layersOf(from), from.epoch, from.seen, 0]
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
    return { state: { ...from, epoch, seen, layers: now.map(stateOf) }, steps }
  }

  #layersOf({ layers }: LearnerState): readonly Layer[] {
    const { sizes } = this.#lesson
    return layers.map(({ W, b }, l) => ({
      W: new Matrix(sizes[l + 1] ?? 0, sizes[l] ?? 0, W),
      b: new Matrix(sizes[l + 1] ?? 0, 1, b),
    }))
  }

  /** One batch's X and Y; all instances stay in their order, fewer are drawn by the epoch's. */
  #batch(epoch: number, seen: number, size: number): Batch {
    const { instances } = this.#lesson.data
    if (size === instances) return { X: copy(this.#X), Y: copy(this.#Y) }
    if (this.#order?.epoch !== epoch) {
      const places = permutation(generator(this.#lesson.seed, 'shuffle', epoch), instances)
      this.#order = { epoch, places }
    }
    const places = this.#order.places.subarray(seen, seen + size)
    return { X: columnsOf(this.#X, places), Y: columnsOf(this.#Y, places) }
  }

  #step(layers: readonly Layer[], { X, Y }: Batch): readonly Layer[] {
    const [first, second] = layers.slice(-2)
    if (!first || !second) throw new TypeError('The network has no hidden layer.')
    const lower = lowerPasses(layers.slice(0, -2), X)
    const upper = { W1: first.W, b1: first.b, W2: second.W, b2: second.b, X: lower.at(-1)?.A ?? X }
    // Every gradient is of the parameters from before the step.
    const below = lower.length === 0 ? [] : this.#lowerSteps(lower, upper, Y)
    const { learningRate: alpha } = this.#lesson
    const next = this.#call(
      'update',
      { ...upper, Y, alpha },
      { W1: first.W, b1: first.b, W2: second.W, b2: second.b },
    )
    return [...below, { W: next('W1'), b: next('b1') }, { W: next('W2'), b: next('b2') }]
  }

  /** The layers below the upper two, after a step. */
  #lowerSteps(lower: readonly LowerPass[], upper: ForwardInput, Y: Matrix): readonly Layer[] {
    const { Z1, T } = this.#forward(upper)
    let dZ = this.#call('backpropagate', { T, Y, W2: upper.W2, Z1 }, { dZ1: Z1 })('dZ1')
    let W = upper.W1
    const steps: Layer[] = []
    for (const pass of lower.toReversed()) {
      const zero = new Matrix(dZ.rows, dZ.columns)
      const through = { T: dZ, Y: zero, W2: W, Z1: pass.Z }
      const dZ1 = this.#call('backpropagate', through, { dZ1: pass.Z })('dZ1')
      const input = { dZ2: dZ, A1: pass.A, dZ1, X: pass.X }
      const gradient = this.#call('gradients', input, { dW1: pass.W, db1: pass.b })
      steps.unshift({
        W: this.#moved(pass.W, gradient('dW1')),
        b: this.#moved(pass.b, gradient('db1')),
      })
      dZ = dZ1
      W = pass.W
    }
    return steps
  }

  /** P − α dP. */
  #moved(P: Matrix, dP: Matrix): Matrix {
    return matrixFunctions.subtract(P, matrixFunctions.scale(this.#lesson.learningRate, dP))
  }

  /** What one of the learner's functions returns, by name; each must have the shape of another matrix. */
  #call<Name extends string>(
    exercise: ExerciseName,
    input: Readonly<Record<string, Matrix | number>>,
    like: Readonly<Record<Name, Matrix>>,
  ): (name: Name) => Matrix {
    const fields = new Map<string, unknown>(Object.entries(this.#functions[exercise](input) ?? {}))
    return (name) => {
      const found = fields.get(name)
      const wanted = like[name]
      if (found instanceof Matrix && shapeOf(found) === shapeOf(wanted)) return found
      const fault = { exercise, line: undefined, message: [['returnedNo', shapeOf(wanted), name]] } as const
      throw new CodeError(fault, undefined)
    }
  }
}

function lowerPasses(layers: readonly Layer[], X: Matrix): readonly LowerPass[] {
  const passes: LowerPass[] = []
  let input = X
  for (const { W, b } of layers) {
    const pass = { W, b, X: input, ...dense(W, input, b) }
    passes.push(pass)
    input = pass.A
  }
  return passes
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

function stateOf({ W, b }: Layer): LayerState {
  return { W: W.values, b: b.values, momentsOfW: [], momentsOfB: [] }
}
