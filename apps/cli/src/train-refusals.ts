import { type Backend, checkDeviceMemory, network } from '@leven/core'
import { noMembers, optimizerOf, settlePlan, settleRecipe } from '@leven/model'
import { parseThresholdGoal } from '@leven/tabular'
import type { TrainCommandOptions } from './command-options.ts'

/** Options that contradict each other are refused before anything is read. */
export function checkOptions(options: TrainCommandOptions): void {
  const plan = settlePlan(options)
  if (plan === null) settleRecipe(options)
  if (plan !== null && options.stream) throw noMembers()
  if (options.maximise !== undefined) parseThresholdGoal(options.maximise)
  // Of the inputs and outputs there is one at least: what cannot fit with one is not read for.
  if (options.hidden !== undefined) network({ features: 1, hidden: options.hidden })
}

/** Of rows, inputs and outputs there is one at least: what the device cannot hold of these is not read for. */
export function checkDevice(on: Backend, options: TrainCommandOptions): void {
  const { hidden } = options
  if (hidden === undefined) return
  const asked = settlePlan(options)?.candidates[0] ?? settleRecipe(options)
  checkDeviceMemory(on.info, network({ features: 1, hidden }), {
    instances: 1,
    validation: 0,
    batchSize: 1,
    optimizer: optimizerOf(asked),
    l2: 0,
    fetched: true,
    weighted: false,
    reports: false,
  })
}
