import type { Arithmetic, Network, NetworkParameters } from '@leven/core'
import { activate } from '@leven/core'
import { at, type Matrix } from '../matrix.ts'
import { preActivation } from './dense.ts'
import { activationBar } from './functions.ts'
import { outputBound } from './output.ts'

/**
 * How far a device's predictions T of a whole forward pass may be from those of exact arithmetic: each layer carries the
 * bar of its input on, |W|·δA, and adds its own, |δZ| ≤ |W|·δA + γ_(k+1)·(|W|(|A| + δA) + |b|).
 * X n0 × m; the result is nL × m, column-major, the bar of each prediction.
 *
 * For two devices the difference of their predictions is at most the sum of their bars.
 *
 * @example
 * const bound = forwardBound(network, parameters, X, backend.info.arithmetic)
 */
export function forwardBound(
  network: Network,
  parameters: NetworkParameters,
  X: Matrix,
  arithmetic: Arithmetic,
): Float64Array {
  let input: Matrix = X
  let bar = new Float64Array(X.values.length)
  for (const [l, layer] of parameters.entries()) {
    const [rows, columns] = [network.sizes[l + 1] ?? 0, network.sizes[l] ?? 0]
    const g = network.activations[l] ?? 'identity'
    const W = { rows, columns, values: layer.W }
    const b = { rows, columns: 1, values: layer.b }
    const before = preActivation(W, input, b, arithmetic, bar)
    bar = before.bar.map((own, i) => activationBar(g, at(before.Z, i), own, arithmetic))
    input = { rows, columns: X.columns, values: before.Z.map((z) => activate(g, z)) }
  }
  return outputBound(input, network.output, arithmetic, bar)
}
