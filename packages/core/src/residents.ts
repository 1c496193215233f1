import type { Backend, Tensor, Values } from './backend.ts'
import { Batches } from './batches.ts'
import { CostEvaluator } from './evaluation.ts'
import { type Feed, placeInstances } from './feed.ts'
import type { Instances } from './instances.ts'
import type { Network, NetworkParameters } from './network.ts'
import { momentCount } from './optimizer.ts'
import type { RunningRules } from './running-rules.ts'
import type { SettledOptions } from './train-options.ts'
import { Allocation, type LearningTensors, placeParameters, withGradients } from './workspace.ts'

/** What lives on the device during a run. */
export interface Residents {
  readonly layers: readonly LearningTensors[]
  /** The weights that the last watched step's gradient was taken at; kept only where L2 needs them. */
  readonly weightsBefore: readonly Tensor[]
  readonly batches: Batches
  readonly trainingCost: CostEvaluator
  readonly validationCost: CostEvaluator | undefined
  free(): void
}

/** Puts everything a run needs on the device, whose steps go by `rules`; frees what it has put there when something does not fit. */
export function placeResidents(
  on: Backend,
  network: Network,
  data: Instances,
  first: NetworkParameters,
  options: SettledOptions,
  rules: RunningRules,
): Residents {
  const { optimizer, resume, validation, batchSize, seed, l2 } = options
  const from = new Allocation(on)
  const evaluators: CostEvaluator[] = []
  const free = () => {
    for (const evaluator of evaluators) evaluator.free()
    from.free()
  }
  try {
    const placed = placeParameters(from, network, first)
    const layers = withGradients(from, placed, momentCount(optimizer))
    for (const [l, layer] of layers.entries()) {
      for (const [k, values] of (resume?.layers[l]?.momentsOfW ?? []).entries())
        write(on, layer.momentsOfW[k], values)
      for (const [k, values] of (resume?.layers[l]?.momentsOfB ?? []).entries())
        write(on, layer.momentsOfB[k], values)
    }
    const evaluator = (feed: Feed) => {
      const made = new CostEvaluator(on, network, layers, feed)
      evaluators.push(made)
      return made
    }
    const feed = placeInstances(on, from, network, data)
    return {
      layers,
      weightsBefore: l2 > 0 ? layers.map(({ W }) => from.tensor(W.rows, W.columns)) : [],
      batches: new Batches(on, from, network, layers, feed(), batchSize, seed, rules),
      trainingCost: evaluator(feed()),
      validationCost: validation && evaluator(placeInstances(on, from, network, validation)()),
      free,
    }
  } catch (error) {
    free()
    throw error
  }
}

function write(on: Backend, to: Tensor | undefined, values: Values): void {
  if (to) on.write(to, values)
}
