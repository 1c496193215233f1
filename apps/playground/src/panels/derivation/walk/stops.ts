import { walkTexts } from '../../../texts/walk.ts'
import { type Equation, numberLabel, type Section } from '../equation.ts'
import type { Quantity } from '../quantity.ts'

/** One stop of a walk through the derivation of an instance: one equation. */
export interface Stop {
  readonly equation: Equation
  /** Which way numbers flow: to the prediction and its loss, or from the loss back to the parameters. */
  readonly direction: 'forward' | 'backward'
  /** What the equation makes: its left side. */
  readonly made: Quantity
  /** The layers, counted from 1, whose weights the equation goes through. */
  readonly through: readonly number[]
}

/** What the units and the weights of a small network say at a stop. */
export interface Showing {
  /** The newest quantity of each layer's units, from the inputs on; undefined where none was made yet. */
  readonly units: readonly (Quantity | undefined)[]
  /** The newest quantity of each layer's weights, by l − 1; undefined before their derivative is made. */
  readonly weights: readonly (Quantity | undefined)[]
}

/** The stops of a walk through the equations of one instance, in the order in which they are computed. */
export function stopsOf(sections: readonly Section[]): readonly Stop[] {
  return sections.flatMap(({ id, equations }) =>
    equations.flatMap((equation): Stop[] => {
      const quantities = equation.terms.flatMap((term) => (term.kind === 'quantity' ? [term.quantity] : []))
      const [made] = quantities
      if (!made) return []
      const layers = quantities.flatMap((quantity) => layerOfWeights(quantity) ?? [])
      const direction = id === 'chain' ? 'backward' : 'forward'
      return [{ equation, direction, made, through: [...new Set(layers)] }]
    }),
  )
}

/**
 * What stands at each unit and weight once the stops up to `place` were made: each stop's left side takes the
 * place of what stood there before, so activations fill the network and derivatives then replace them.
 * @param x the instance, which stands at the inputs before the first stop.
 */
export function showingAt(
  stops: readonly Stop[],
  place: number,
  layers: number,
  x: Quantity | undefined,
): Showing {
  const units: (Quantity | undefined)[] = Array.from({ length: layers }, (_, l) => (l === 0 ? x : undefined))
  const weights: (Quantity | undefined)[] = Array.from({ length: layers - 1 }, () => undefined)
  for (const { made } of stops.slice(0, place + 1)) {
    const layer = layerOfWeights(made)
    if (layer !== undefined) weights[layer - 1] = made
    else if (made.rowAxis.kind === 'units') units[made.rowAxis.layer] = made
  }
  return { units, weights }
}

/** The instance as the first stop reads it. */
export function instanceOf(stops: readonly Stop[]): Quantity | undefined {
  for (const term of stops[0]?.equation.terms ?? []) {
    if (term.kind !== 'quantity' || layerOfWeights(term.quantity) !== undefined) continue
    const { rowAxis } = term.quantity
    if (rowAxis.kind === 'units' && rowAxis.layer === 0) return term.quantity
  }
  return undefined
}

/** 'Step 2 of 11, forward: (2) Activation of layer 1.' */
export function stopText(stop: Stop, place: number, count: number): string {
  const label = numberLabel(stop.equation.numbers)
  const { title } = stop.equation
  return walkTexts()[stop.direction](place + 1, count, label ? `${label} ${title}` : title)
}

/** The layer, counted from 1, of a quantity with a number for each weight; undefined of any other. */
function layerOfWeights({ rowAxis, columnAxis }: Quantity): number | undefined {
  return rowAxis.kind === 'units' && columnAxis.kind === 'units' ? rowAxis.layer : undefined
}
