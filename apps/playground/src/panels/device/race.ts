import { parameterDistances } from '@leven/conformance'
import type { Backend } from '@leven/core'
import { Learner, type LearnerState } from '../../learner/learner.ts'
import { networkOf, optimizerOf } from '../../settings/settings.ts'
import { DivergedError } from '../../training/fault-error.ts'
import type { Lap, Race, Raced } from './bench.ts'

/**
 * Takes the same steps on two backends, an epoch each in turn, and notes after each how far they are apart.
 * @throws DivergedError where the parameters leave the range of numbers.
 */
export async function race(
  { setUp, from, epochs }: Race,
  [first, second]: readonly [Backend, Backend],
  heard: (epoch: number) => void,
): Promise<Raced> {
  const { problem, learning } = setUp
  const network = networkOf(setUp.network, problem)
  const rules = {
    optimizer: optimizerOf(learning),
    l2: learning.l2,
    batchSize: learning.batchSize || problem.trainingData.instances,
  }
  const learnerOn = (on: Backend) =>
    new Learner(on, network, problem.trainingData, rules, setUp.network.seed, from)
  const learners = [learnerOn(first), learnerOn(second)] as const
  const laps: Lap[] = []
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (const learner of learners) learner.advance('epoch')
    const [one, other] = await Promise.all(learners.map((learner) => learner.state()))
    if (!one || !other) break
    const blocks = parameterDistances(one.layers, other.layers)
    if (![one, other].every(isWell)) {
      throw new DivergedError({ message: [['comparisonDiverged', epoch]], remedy: [['lowerRateOrEpochs']] })
    }
    laps.push({ epoch, blocks })
    heard(epoch)
  }
  for (const learner of learners) learner.free()
  return { kind: 'raced', devices: [first.info, second.info], laps }
}

function isWell({ layers }: LearnerState): boolean {
  return layers.every(({ W, b }) => W.every(Number.isFinite) && b.every(Number.isFinite))
}
