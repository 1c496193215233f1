import type { Model } from '@leven/model'
import { boundedGolden, float64 } from '../golden.ts'
import { planOf } from '../plan.ts'
import { asciiJson } from '../script/carried.ts'
import { base64Of, rowMajorLayers } from '../weights.ts'
import { scorer } from './scorer.ts'

/** The model as one Python module that needs numpy alone. */
export function pythonSource(model: Model): string {
  const { encoder, network } = model
  const carried = {
    activations: [...network.activations, 'identity'],
    output: network.output,
    target: encoder.target,
    columns: planOf(encoder),
    layers: rowMajorLayers(model).map(({ inputs, units, W, b }) => ({
      inputs,
      units,
      W: base64Of(W),
      b: base64Of(b),
    })),
    golden: boundedGolden(model, { arithmetic: float64, inputRoundoff: 0 }),
  }
  // JSON in ASCII within a Python literal: every backslash is one of JSON's own.
  const literal = asciiJson(carried).replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  return scorer.replace('MODEL', () => `'${literal}'`)
}
