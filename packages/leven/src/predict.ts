import { openReference } from '@leven/core'
import { loadModel } from '@leven/model'
import { plainPredictor } from './plain-predictor.ts'
import { type RowPredictor, rowPredictor } from './row-predictor.ts'

export { isLevenError } from '@leven/core'
export type { Prediction, TargetValue } from './prediction.ts'
export type { RowPredictor } from './row-predictor.ts'

/**
 * A model that only predicts, from the bytes of its file, verified as by `load` of '@leven/leven': a third of the code, in
 * plain loops of float64 that need no WebAssembly. For a page that scores some rows; for many, '@leven/leven' is quicker.
 * @param source the file's name, for messages
 * @throws ModelError that says which check failed.
 * @example
 * import { loadPredictor } from '@leven/leven/predict'
 *
 * const model = await loadPredictor(new Uint8Array(await (await fetch('model.safetensors')).arrayBuffer()))
 * model.predict({ age: 44, income: 51_000, city: 'Berlin' })
 */
export async function loadPredictor(bytes: Uint8Array, source?: string): Promise<RowPredictor> {
  const on = await openReference()
  const model = await loadModel(bytes, on, source).finally(() => on.close())
  return rowPredictor(model, plainPredictor(model.network, model.parameters))
}
