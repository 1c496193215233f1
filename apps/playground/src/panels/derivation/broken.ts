import { type Backend, checked, type Tensor } from '@leven/core'

/** A mistake that is easily made when the derivation is turned into code. */
export type Mistake = 'dropMean' | 'flipSign' | 'forgetTranspose' | 'updateFirst'

/** Every mistake, in the order they are offered. */
export const mistakes: readonly Mistake[] = ['dropMean', 'flipSign', 'forgetTranspose', 'updateFirst']

/**
 * A backend that makes one mistake and is otherwise the one it is given. It owns that backend: closing it
 * closes both.
 *
 * @throws ShapeError from `backpropagate` of forgetTranspose, where a layer is not as wide as the one above it.
 * @example
 * const on = broken(await openReference(), 'flipSign')
 * const { worst } = await gradientCheck(network, parameters, data, { on }) // 1: wrong everywhere
 */
export function broken(backend: Backend, mistake: Mistake): Backend {
  const on = checked(backend)
  switch (mistake) {
    case 'dropMean':
      return dropMean(on)
    case 'flipSign':
      return flipSign(on)
    case 'forgetTranspose':
      return forgetTranspose(on)
    case 'updateFirst':
      return updateFirst(on)
    default:
      return mistake satisfies never
  }
}

/** dW = dZ Aᵀ and db = Σ dZ, as the last lines of the handwritten notes have it: m times too long. */
function dropMean(on: Backend): Backend {
  const scratch = scratchTensors(on)
  /** to ← m · from: an update of zeros by the learning rate −m. */
  const scale = (to: Tensor, from: Tensor, m: number) => {
    on.write(to, new Float64Array(to.rows * to.columns))
    on.update(to, from, [], { kind: 'gradientDescent', learningRate: -m, l2: 0 })
  }
  return {
    ...on,
    info: on.info,
    gradients(dW, db, dZ, A) {
      const [meanW, meanB] = [scratch('W', dW.rows, dW.columns), scratch('b', db.rows, 1)]
      on.gradients(meanW, meanB, dZ, A)
      scale(dW, meanW, dZ.columns)
      scale(db, meanB, dZ.columns)
    },
  }
}

/** dZ = Y − T: every step goes uphill. */
function flipSign(on: Backend): Backend {
  return {
    ...on,
    info: on.info,
    residual: (dZ, T, Y, s) => on.residual(dZ, Y, T, s),
  }
}

/** dZ1 = W2 dZ2 ⊙ g′(Z1), as the handwritten notes have it. Only a square W2 lets it through. */
function forgetTranspose(on: Backend): Backend {
  const scratch = scratchTensors(on)
  return {
    ...on,
    info: on.info,
    backpropagate(dZ1, W2, dZ2, A1, g) {
      const product = scratch('product', W2.rows, dZ2.columns)
      on.dense(product, W2, dZ2, scratch('zero', W2.rows, 1), 'identity')
      // Iᵀ (W2 dZ2) ⊙ g′(Z1): the slopes by the operation that knows them.
      const identity = scratch('identity', W2.rows, W2.rows)
      on.write(identity, identityMatrix(W2.rows))
      on.backpropagate(dZ1, identity, product, A1, g)
    },
  }
}

function identityMatrix(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0))
}

/**
 * Moves W[l] before the layers below it take their gradients: (13) and (14) then see a W[2] that (15) has
 * already changed. Until something is read the operations of the backward pass wait here; by then it is
 * known whether an update belongs to them. Where none does, as in the gradient check, nothing is out of order.
 */
function updateFirst(on: Backend): Backend {
  type Waiting =
    | { readonly kind: 'backpropagate'; readonly through: Tensor; readonly run: () => void }
    | { readonly kind: 'update'; readonly of: Tensor; readonly run: () => void }
    | { readonly kind: 'gradients'; readonly run: () => void }
  let waiting: Waiting[] = []

  function settle(): void {
    const queue = waiting
    waiting = []
    const done = new Set<Waiting>()
    const perform = (operation: Waiting) => {
      if (done.has(operation)) return
      done.add(operation)
      operation.run()
    }
    for (const operation of queue) {
      if (operation.kind === 'backpropagate') {
        const early = queue.find((other) => other.kind === 'update' && other.of === operation.through)
        if (early) perform(early)
      }
      perform(operation)
    }
  }
  /** What must see the numbers as they are after everything called before it. */
  const settled =
    <Operands extends readonly unknown[], Result>(operation: (...operands: Operands) => Result) =>
    (...operands: Operands): Result => {
      settle()
      return operation(...operands)
    }

  return {
    ...on,
    info: on.info,
    write: settled(on.write),
    gather: settled(on.gather),
    read: settled(on.read),
    free: settled(on.free),
    close: settled(on.close),
    dense: settled(on.dense),
    output: settled(on.output),
    cost: settled(on.cost),
    residual: settled(on.residual),
    gradients(dW, db, dZ, A) {
      waiting.push({ kind: 'gradients', run: () => on.gradients(dW, db, dZ, A) })
    },
    backpropagate(dZ1, W2, dZ2, A1, g) {
      waiting.push({
        kind: 'backpropagate',
        through: W2,
        run: () => on.backpropagate(dZ1, W2, dZ2, A1, g),
      })
    },
    update(P, dP, moments, rule) {
      waiting.push({ kind: 'update', of: P, run: () => on.update(P, dP, moments, rule) })
    },
  }
}

/** Tensors of zeros by name and shape, made when first asked for and given back when the backend closes. */
function scratchTensors(on: Backend): (name: string, rows: number, columns: number) => Tensor {
  const made = new Map<string, Tensor>()
  return (name, rows, columns) => {
    const key = `${name} ${rows}×${columns}`
    const found = made.get(key) ?? on.tensor(rows, columns)
    made.set(key, found)
    return found
  }
}
