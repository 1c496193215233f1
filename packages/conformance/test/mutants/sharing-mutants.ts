import type { Backend, Tensor } from '@leven/core'
import { Block } from '../block.ts'
import { float32, honestKernels, honestMemory, type Kernels, type Mutation } from '../float32-backend.ts'
import type { StateMutant } from './memory-mutants.ts'

type Plain = Omit<StateMutant, 'group'>

const honest: Kernels = honestKernels(() => honest)
const copyOf = (block: Block) => new Block({}, block.rows, block.columns, block.values.slice())

/** Two inputs that are one tensor. */
const aliased: readonly Plain[] = [
  {
    name: 'gives zeros for gradients of a tensor with itself',
    laws: 'two places',
    mutation: () => ({
      kernels: {
        gradients(dW, db, dZ, A) {
          honest.gradients(dW, db, dZ, A)
          if (dZ === A) dW.fill(() => 0)
        },
      },
    }),
  },
  {
    name: 'frees the first of two equal inputs of dense too soon',
    laws: 'two places',
    mutation: () => ({
      kernels: {
        dense(A, W, X, b, g) {
          const shared = copyOf(X)
          if (W === X || X === b) shared.fill(() => 0)
          honest.dense(A, W, shared, b, g)
        },
      },
    }),
  },
  {
    name: 'leaves the residual of a tensor with itself as it was',
    laws: 'two places',
    mutation: () => ({
      kernels: {
        residual(dZ, T, Y, s) {
          if (T !== Y) honest.residual(dZ, T, Y, s)
        },
      },
    }),
  },
  {
    name: 'takes the weights of a cost for its targets where they are one tensor',
    laws: 'two places',
    mutation: () => ({
      kernels: {
        cost(J, Z, Y, kind, s) {
          honest.cost(J, Z, Y, kind, s === Y ? undefined : s)
        },
      },
    }),
  },
  {
    name: 'backpropagates nothing where A1 and dZ2 are one tensor',
    laws: 'two places',
    mutation: () => ({
      kernels: {
        backpropagate(dZ1, W2, dZ2, A1, g) {
          if (dZ2 === A1) dZ1.fill(() => 0)
          else honest.backpropagate(dZ1, W2, dZ2, A1, g)
        },
      },
    }),
  },
]

/** How many instances are open, so that a fault can wait for the second. */
const opened = { instances: 0, bytes: 0 }
const onLater = (name: string, mutation: (on: Backend) => Partial<Backend>): Plain => ({
  name,
  laws: 'instances',
  mutation: (): Mutation => {
    const first = opened.instances++ === 0
    return {
      wrap: (on) => ({
        ...on,
        ...(first ? {} : mutation(on)),
        async close() {
          opened.instances--
          await on.close()
        },
      }),
    }
  },
})

const instances: readonly Plain[] = [
  onLater('gathers the first column only on the second instance', (on) => ({
    gather: (to, from, columns) =>
      on.gather(
        to,
        from,
        columns.map(() => 0),
      ),
  })),
  onLater('writes nothing on the second instance', () => ({ write: () => {} })),
  onLater('does not clear tensors on the second instance', (on) => ({
    tensor: (rows, columns, values) =>
      on.tensor(rows, columns, values ?? new Float64Array(rows * columns).fill(3)),
  })),
  {
    name: 'counts the tensors of all instances',
    laws: 'instances',
    mutation: () => ({
      memory: {
        store(length, values) {
          opened.bytes += 4 * length
          return honestMemory.store(length, values)
        },
        free(block, live) {
          honestMemory.free(block, live)
          opened.bytes -= block.values.byteLength
        },
        liveBytes: (live) => (live.size === 0 ? 0 : opened.bytes),
      },
    }),
  },
  {
    name: 'gives zeros in the first dense of an instance',
    laws: 'instances',
    mutation: () => {
      let calls = 0
      return {
        kernels: {
          dense(A, W, X, b, g) {
            if (calls++ === 0) A.fill(() => 0)
            else honest.dense(A, W, X, b, g)
          },
        },
      }
    },
  },
  {
    name: 'says that no dimension may be above 16',
    laws: 'claims',
    mutation: () => ({
      wrap: (on) => ({ ...on, info: { ...on.info, arithmetic: float32, largestDimension: 16 } }),
    }),
  },
  {
    name: 'takes a handle again once its block has a new owner',
    laws: 'handles',
    mutation: () => {
      const owners = new Set<Tensor>()
      return {
        memory: {
          own(tensor, owner) {
            if (tensor instanceof Block && tensor.owner === owner && (tensor.live || owners.has(tensor)))
              return tensor
            return honestMemory.own(tensor, owner)
          },
          free(block, live) {
            honestMemory.free(block, live)
            owners.add(block)
          },
        },
      }
    },
  },
]

/** Faults of shared operands and of later instances, by one who has read what the laws draw. */
export const sharingMutants: readonly StateMutant[] = [
  ...aliased.map((mutant) => ({ ...mutant, group: 'one tensor in two places' })),
  ...instances.map((mutant) => ({ ...mutant, group: 'later instances' })),
]
