import {
  type Activation,
  type Backend,
  type BackendInfo,
  HandleError,
  OutOfMemoryError,
  type Output,
  ShapeError,
  type Tensor,
  type UpdateRule,
  type Values,
} from '@leven/core'
import { Box, type Owner } from './box.ts'
import type { Device } from './device.ts'
import { backpropagate } from './kernels/backpropagate.ts'
import { block, blockSums, losses, mean } from './kernels/cost.ts'
import { dense } from './kernels/dense.ts'
import { biasGradient, weightGradient } from './kernels/gradients.ts'
import type { KernelSource, Sizes } from './kernels/kernel.ts'
import { output } from './kernels/output.ts'
import { residual, weightedResidual } from './kernels/residual.ts'
import { adam, firstMoment, gradientDescent, momentum, secondMoment } from './kernels/update.ts'
import type { Argument, Content } from './library.ts'
import { type WarmUp, warmUp } from './warm-up.ts'

/** The port on gpu.js. */
export interface GpujsBackend extends Backend {
  /**
   * Compiles every kernel that a training or a prediction of these sizes calls, so that its first step is as fast as the
   * others. Resolves when the device has run them all.
   */
  warmUp(shapes: WarmUp): Promise<void>
}

/**
 * Each operation is one kernel, or a few; on GL they are queued and `read` waits. Shapes and aliasing are not checked here,
 * as the port has it: wrap it in `checked` for that.
 */
export class DeviceBackend implements GpujsBackend {
  readonly info: BackendInfo
  readonly #device: Device
  readonly #release: () => Promise<void>
  readonly #owner: Owner = {}
  readonly #live: Set<Box> = new Set()
  #liveElements = 0
  #closed = false

  /** @param release called once, when the backend is closed. */
  constructor(device: Device, info: BackendInfo, release: () => Promise<void>) {
    this.info = info
    this.#device = device
    this.#release = release
  }

  tensor(rows: number, columns: number, values?: Values): Tensor {
    if (!(Number.isInteger(rows) && Number.isInteger(columns) && rows >= 0 && columns >= 0)) {
      throw new ShapeError(`A matrix cannot have the shape ${rows}×${columns}.`)
    }
    this.#mustFit(rows, columns)
    if (values) sameLength(values.length, rows, columns)
    const made = new Box(rows, columns, this.#owner)
    if (values) made.content = this.#device.place(values, rows, columns)
    this.#live.add(made)
    this.#liveElements += rows * columns
    return made
  }

  write(to: Tensor, values: Values): void {
    const box = this.#own(to)
    sameLength(values.length, box.rows, box.columns)
    this.#put(box, this.#device.place(values, box.rows, box.columns))
  }

  gather(to: Tensor, from: Tensor, columns: Int32Array): void {
    const target = this.#own(to)
    const source = this.#own(from)
    if (columns.length !== target.columns || target.rows !== source.rows) {
      throw new ShapeError(
        `gather: ${columns.length} columns of a ${source.rows}×${source.columns} matrix do not fit one of ${target.rows}×${target.columns}.`,
      )
    }
    const outside = columns.findIndex((column) => column < 0 || column >= source.columns)
    if (outside >= 0) {
      throw new ShapeError(
        `gather: column ${columns[outside]} was asked for at place ${outside}, but there are ${source.columns}.`,
      )
    }
    this.#put(target, this.#device.gather(this.#content(source), source.rows, source.columns, columns))
  }

  async read(from: Tensor): Promise<Values> {
    const box = this.#own(from)
    return this.#device.fetch(this.#content(box), box.rows, box.columns)
  }

  free(tensor: Tensor): void {
    const box = this.#own(tensor)
    box.owner = undefined
    this.#live.delete(box)
    this.#liveElements -= box.rows * box.columns
    if (box.content) this.#device.discard(box.content)
    box.content = undefined
  }

  liveBytes(): number {
    return this.#liveElements * this.#device.elementBytes
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    for (const box of this.#live) this.free(box)
    await this.#release()
  }

  warmUp(shapes: WarmUp): Promise<void> {
    return warmUp(this, shapes)
  }

  dense(A: Tensor, W: Tensor, X: Tensor, b: Tensor, g: Activation): void {
    const [to, w, x, bias] = [this.#own(A), this.#own(W), this.#own(X), this.#own(b)]
    this.#run(to, dense(g), { k: w.columns }, [w, x, bias])
  }

  output(T: Tensor, Z: Tensor, kind: Output): void {
    const [to, z] = [this.#own(T), this.#own(Z)]
    this.#run(to, output(kind), { n: z.rows }, [z])
  }

  cost(J: Tensor, Z: Tensor, Y: Tensor, kind: Output, s?: Tensor): void {
    const [to, z, y] = [this.#own(J), this.#own(Z), this.#own(Y)]
    const operands = s ? [z, y, this.#own(s)] : [z, y]
    const m = z.columns
    let sums = this.#result(losses(kind, s !== undefined), 1, m, { n: z.rows }, operands)
    let count = m
    while (count > block) {
      const fewer = Math.ceil(count / block)
      sums = this.#replace(sums, this.#device.run(blockSums, 1, fewer, { m: count, block }, [sums]))
      count = fewer
    }
    this.#put(to, this.#replace(sums, this.#device.run(mean, 1, 1, { count, m }, [sums])))
  }

  residual(dZ: Tensor, T: Tensor, Y: Tensor, s?: Tensor): void {
    const [to, t, y] = [this.#own(dZ), this.#own(T), this.#own(Y)]
    if (s) this.#run(to, weightedResidual, {}, [t, y, this.#own(s)])
    else this.#run(to, residual, {}, [t, y])
  }

  gradients(dW: Tensor, db: Tensor, dZ: Tensor, A: Tensor): void {
    const [weights, biases, dz, a] = [this.#own(dW), this.#own(db), this.#own(dZ), this.#own(A)]
    this.#run(weights, weightGradient, { m: dz.columns }, [dz, a])
    this.#run(biases, biasGradient, { m: dz.columns }, [dz])
  }

  backpropagate(dZ1: Tensor, W2: Tensor, dZ2: Tensor, A1: Tensor, g: Activation): void {
    const [to, w, dz, a] = [this.#own(dZ1), this.#own(W2), this.#own(dZ2), this.#own(A1)]
    this.#run(to, backpropagate(g), { n: w.rows }, [w, dz, a])
  }

  update(P: Tensor, dP: Tensor, moments: readonly Tensor[], rule: UpdateRule): void {
    const [p, dp] = [this.#own(P), this.#own(dP)]
    const { learningRate, l2 } = rule
    switch (rule.kind) {
      case 'gradientDescent':
        this.#run(p, gradientDescent, {}, [p, dp, learningRate, l2])
        break
      case 'momentum': {
        const v = this.#moment(moments, 0)
        this.#run(v, firstMoment, {}, [v, p, dp, l2, rule.momentum, 1])
        this.#run(p, momentum, {}, [p, v, learningRate])
        break
      }
      case 'adam': {
        const [m, v] = [this.#moment(moments, 0), this.#moment(moments, 1)]
        // 1 − β in float64: from a β rounded to float32 it would be a thousand roundings off.
        this.#run(m, firstMoment, {}, [m, p, dp, l2, rule.beta1, 1 - rule.beta1])
        this.#run(v, secondMoment, {}, [v, p, dp, l2, rule.beta2, 1 - rule.beta2])
        const { epsilon, correction1, correction2 } = rule
        this.#run(p, adam, {}, [p, m, v, learningRate, epsilon, correction1, correction2])
        break
      }
      default:
        rule satisfies never
    }
  }

  /** Runs a kernel whose result becomes the content of `to`. */
  #run(to: Box, source: KernelSource, sizes: Sizes, operands: readonly (Box | number)[]): void {
    this.#put(to, this.#result(source, to.rows, to.columns, sizes, operands))
  }

  /** Runs a kernel. Operands' shapes are told by the sizes or the result's shape, or are part of the kernel's name. */
  #result(
    source: KernelSource,
    rows: number,
    columns: number,
    sizes: Sizes,
    operands: readonly (Box | number)[],
  ): Content {
    const args = operands.map(
      (operand): Argument => (typeof operand === 'number' ? operand : this.#content(operand)),
    )
    return this.#device.run(source, rows, columns, sizes, args)
  }

  /** The matrix in a box; zeros are made when they are first wanted. */
  #content(box: Box): Content {
    box.content ??= this.#device.place(new Float32Array(box.rows * box.columns), box.rows, box.columns)
    return box.content
  }

  #put(box: Box, content: Content): void {
    if (box.content) this.#device.discard(box.content)
    box.content = content
  }

  #replace(old: Content, by: Content): Content {
    this.#device.discard(old)
    return by
  }

  #moment(moments: readonly Tensor[], index: number): Box {
    const moment = moments[index]
    if (!moment) throw new ShapeError(`update: the rule needs more than ${moments.length} moments.`)
    return this.#own(moment)
  }

  /** The handle, if it is this backend's and alive. The owner of a handle tells both, and that it is a handle. */
  #own(tensor: Tensor): Box {
    const box = tensor as Box // anything without this very owner is refused in the next line
    if (box.owner === this.#owner) return box
    return refuse(tensor)
  }

  /** @throws OutOfMemoryError where no texture is that large. */
  #mustFit(rows: number, columns: number): void {
    const { largestDimension = Number.POSITIVE_INFINITY } = this.info
    const { largestSize, elementBytes, mode } = this.#device
    const tooLong = rows > largestDimension || columns > largestDimension
    if (!tooLong && rows * columns <= largestSize) return
    const limit = tooLong ? `${largestDimension} rows or columns` : `${largestSize} elements`
    throw new OutOfMemoryError(
      rows * columns * elementBytes,
      this.liveBytes(),
      `A ${rows}×${columns} matrix does not fit into a texture of gpujs:${mode}, which has at most ${limit}.`,
      'Use mini-batches of fewer instances, fewer units, or the cpu backend, which has no such limit.',
    )
  }
}

function refuse(tensor: Tensor): never {
  const freed = tensor instanceof Box && tensor.owner === undefined
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
