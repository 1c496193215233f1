import { backpropagateBound, gradientsBound, residualBound } from './backward.ts'
import { costBound } from './cost.ts'
import { denseBound } from './dense.ts'
import { forwardBound } from './forward.ts'
import { outputBound } from './output.ts'
import { againstReference, gamma } from './rounding.ts'
import { updateBound } from './update.ts'

/**
 * The derived error bars: for each operation, from its operands and a device's arithmetic, how far each element of the
 * result may be from exact arithmetic. docs/decisions/0004-error-bars.md derives them.
 */
export const bounds: {
  readonly againstReference: typeof againstReference
  readonly gamma: typeof gamma
  readonly dense: typeof denseBound
  readonly output: typeof outputBound
  readonly cost: typeof costBound
  readonly residual: typeof residualBound
  readonly gradients: typeof gradientsBound
  readonly backpropagate: typeof backpropagateBound
  readonly update: typeof updateBound
  readonly forward: typeof forwardBound
} = {
  againstReference,
  gamma,
  dense: denseBound,
  output: outputBound,
  cost: costBound,
  residual: residualBound,
  gradients: gradientsBound,
  backpropagate: backpropagateBound,
  update: updateBound,
  forward: forwardBound,
}
