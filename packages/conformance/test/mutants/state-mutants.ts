import type { Backend, Tensor } from '@leven/core'
import { HandleError } from '@leven/core'
import { Block } from '../block.ts'
import {
  f,
  honestKernels,
  honestMemory,
  type Kernels,
  log1p,
  type Mutation,
  sum,
} from '../float32-backend.ts'
import type { Mutant } from './mutant.ts'

const honest: Kernels = honestKernels(() => honest)
const kernels = (overridden: Partial<Kernels>) => (): Mutation => ({ kernels: overridden })
const loss =
  (sigmoid: (z: number, y: number) => number): Kernels['loss'] =>
  (Z, Y, kind, j) =>
    kind === 'sigmoid' ? sum(Z.rows, (i) => sigmoid(Z.at(i, j), Y.at(i, j))) : honest.loss(Z, Y, kind, j)

const exp = (x: number) => f(Math.exp(x))

/** Calls of one method wait until something is read. */
const deferred = (method: 'update' | 'backpropagate' | 'gather') => (): Mutation => ({
  wrap(on) {
    const waiting: (() => void)[] = []
    const late =
      <A extends readonly unknown[]>(call: (...operands: A) => void) =>
      (...operands: A) => {
        waiting.push(() => call(...operands))
      }
    return {
      ...on,
      [method]: late(on[method] as (...operands: readonly unknown[]) => void),
      async read(from: Tensor) {
        for (const call of waiting.splice(0)) call()
        return on.read(from)
      },
    } satisfies Backend
  },
})

/** Faults in the order of calls, and in what is kept between them. */
export const stateMutants: readonly Mutant[] = [
  {
    name: 'updates late, from a gradient that was overwritten since',
    mutation: deferred('update'),
    law: 'order: update gradientDescent sees its operands as they were when it was called',
    numbers: 2,
    says: /P\(0, 0\)/,
  },
  {
    name: 'updates W2 before backpropagating through it',
    mutation: deferred('backpropagate'),
    law: 'order: backpropagate relu through W2 sees W2 before the update that follows',
    numbers: 3,
    says: /dZ1\(0, 0\)/,
  },
  {
    name: 'trains with operations in another order',
    mutation: deferred('backpropagate'),
    law: 'training: each of 100 steps of momentum is the step of the reference',
    numbers: 10,
    says: /Step 1: /,
  },
  {
    name: 'gathers the column before',
    mutation: kernels({
      gather: (to, from, columns) =>
        honest.gather(
          to,
          from,
          columns.map((column) => Math.max(0, column - 1)),
        ),
    }),
    law: 'memory: gather takes the columns named',
    numbers: 3,
    says: /to\(0, 0\)/,
  },
  {
    name: 'gathers late, from indices that changed since',
    mutation: deferred('gather'),
    law: 'memory: gather takes the columns named',
    numbers: 3,
    says: /to\(0, 0\)/,
  },
  {
    name: 'leaves a new tensor as memory was',
    mutation: () => ({
      memory: {
        store: (length, values) => (values ? Float32Array.from(values) : new Float32Array(length).fill(7)),
      },
    }),
    law: 'memory: a tensor without values is zeros',
    numbers: 1,
    says: /is 7, expected 0 exactly/,
  },
  {
    name: 'keeps the array it is given',
    mutation: () => ({
      memory: {
        store: (length, values) =>
          values instanceof Float32Array ? values : honestMemory.store(length, values),
      },
    }),
    law: 'memory: values are copied before tensor and write return',
    numbers: 1,
    says: /is 7/,
  },
  {
    name: 'keeps the array it is given to write',
    mutation: () => ({
      memory: {
        write(to, values) {
          if (values instanceof Float32Array) to.values = values
          else to.values.set(values)
        },
      },
    }),
    law: 'memory: values are copied before tensor and write return',
    numbers: 1,
    says: /write: X\(0, 0\) is 7/,
  },
  {
    name: 'reads its own memory out',
    mutation: () => ({ memory: { read: async (from) => from.values } }),
    law: 'memory: what a read gives is a copy',
    numbers: 1,
    says: /is 7/,
  },
  {
    name: 'reads later than it is asked',
    mutation: () => ({
      memory: { read: (from) => new Promise((resolve) => setTimeout(() => resolve(from.values.slice()), 0)) },
    }),
    law: 'memory: a read shows all writes before it and none after',
    numbers: 2,
    says: /X\(0, 0\)/,
  },
  {
    name: 'flushes subnormals and does not say so',
    mutation: () => ({
      memory: {
        write: (to, values) => to.values.set(values.map((v) => (Math.abs(v) < 2 ** -126 ? 0 * v : v))),
      },
    }),
    law: 'memory: a read gives what was written',
    numbers: 2,
    says: /write: V\(0, 0\) is -?0/,
  },
  {
    name: 'gives the same memory to two tensors',
    mutation: () => {
      const shared = new Float32Array(1 << 22)
      return {
        memory: {
          store(length, values) {
            const made = shared.subarray(0, length).fill(0)
            if (values) made.set(values)
            return made
          },
        },
      }
    },
    law: 'memory: every live tensor keeps its own numbers',
    numbers: 0,
    says: /tensor\(0, 0\) is 2, expected 1 exactly/,
  },
  {
    name: 'does nothing in free',
    mutation: () => ({ memory: { free: () => {} } }),
    law: 'handles: a freed tensor is an error in every operation',
    numbers: 0,
    says: /HandleError, but the backend takes it/,
  },
  {
    name: "takes another instance's tensors",
    mutation: () => ({
      memory: {
        own(tensor) {
          if (tensor instanceof Block && tensor.live) return tensor
          throw new HandleError('No tensor.')
        },
      },
    }),
    law: 'handles: a tensor of another instance',
    numbers: 0,
    says: /HandleError, but the backend takes it/,
  },
  {
    name: 'breaks on what is no tensor, but not with a HandleError',
    mutation: () => ({
      memory: {
        own(tensor) {
          if (tensor instanceof Block && tensor.live) return tensor
          throw new TypeError('tensor.values is undefined')
        },
      },
    }),
    law: 'handles: what is no tensor of any backend',
    numbers: 0,
    says: /TypeError: tensor.values is undefined/,
  },
  {
    name: 'counts a freed tensor as live',
    mutation: () => {
      let bytes = 0
      return {
        memory: {
          store(length, values) {
            bytes += 4 * length
            return honestMemory.store(length, values)
          },
          liveBytes: () => bytes,
        },
      }
    },
    law: 'memory: liveBytes rises by each tensor and falls when it is freed',
    numbers: 1,
    says: /after both were freed/,
  },
  {
    name: 'counts nothing',
    mutation: () => ({ memory: { liveBytes: () => 0 } }),
    law: 'memory: liveBytes rises by each tensor and falls when it is freed',
    numbers: 1,
    says: /adds 0 bytes; it takes at least 4/,
  },
  {
    name: 'leaks in every step',
    mutation: () => {
      let leaked = 0
      return {
        memory: { liveBytes: (live) => honestMemory.liveBytes(live) + leaked },
        kernels: {
          gradients(dW, db, dZ, A) {
            leaked += dW.values.byteLength
            honest.gradients(dW, db, dZ, A)
          },
        },
      }
    },
    law: 'training: steps leave no memory behind',
    numbers: 0,
    says: /after five steps/,
  },
  {
    name: 'is accurate in log(1 + e) but throws at an extreme',
    mutation: kernels({
      loss: loss((z, y) => {
        if (z > 1000) throw new RangeError('a trap of the device')
        return f(f(Math.max(z, 0) - f(z * y)) + log1p(exp(-Math.abs(z))))
      }),
    }),
    law: 'cost sigmoid: within its bar',
    numbers: 2,
    says: /RangeError: a trap of the device/,
  },
]
