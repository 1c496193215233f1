import type { Model } from '@leven/model'
import { boundedGolden, float64 } from '../golden.ts'
import type { CarriedModel } from '../runtime/scorer.ts'
import { base64Of, rowMajorLayers } from '../weights.ts'

/**
 * A model as exported JavaScript carries it, as an expression in ASCII: whatever stands in names and labels, nothing of
 * it ends a script or a page.
 */
export function carriedSource(model: Model): string {
  const carried: CarriedModel = {
    network: model.network,
    encoder: model.encoder,
    tensors: rowMajorLayers(model).flatMap(({ W, b }) => [base64Of(W), base64Of(b)]),
    golden: boundedGolden(model, { arithmetic: float64, inputRoundoff: 0 }),
  }
  return asciiJson(carried)
}

/** JSON in ASCII without `<`, which is JavaScript too. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
