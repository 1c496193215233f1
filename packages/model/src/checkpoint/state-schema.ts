import type { TrainingState } from '@leven/core'
import * as v from 'valibot'
import type { TrainingCheckpoint } from './checkpoint.ts'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))
const values = v.union([v.instance(Float32Array), v.instance(Float64Array)])
const parameters = v.array(v.strictObject({ W: values, b: values }))

/** What `saveState` writes. */
export const stateSchema: v.GenericSchema<unknown, TrainingState> = v.strictObject({
  origin: v.strictObject({ network: mark, data: mark, recipe: mark }),
  epoch: count,
  step: count,
  layers: v.array(
    v.strictObject({
      W: values,
      b: values,
      momentsOfW: v.array(values),
      momentsOfB: v.array(values),
    }),
  ),
  products: v.strictObject({ beta1: v.number(), beta2: v.number() }),
  best: v.strictObject({
    epoch: count,
    cost: v.number(),
    parameters,
  }),
})

const single = v.strictObject({
  kind: v.literal('single'),
  state: v.nullable(stateSchema),
  points: v.array(
    v.strictObject({ epoch: count, cost: v.nullable(v.number()), validationCost: v.nullable(v.number()) }),
  ),
})

const members = v.strictObject({
  kind: v.literal('members'),
  candidates: v.array(
    v.nullable(
      v.strictObject({
        costs: v.array(v.number()),
        memberCosts: v.array(v.array(v.number())),
        bestEpoch: count,
        kept: v.array(parameters),
        states: v.array(stateSchema),
      }),
    ),
  ),
  again: v.nullable(stateSchema),
})

/** What `saveCheckpoint` writes. */
export const checkpointSchema: v.GenericSchema<unknown, TrainingCheckpoint | null> = v.nullable(
  v.strictObject({
    origin: v.strictObject({ backend: v.string(), data: mark, recipe: mark }),
    position: v.variant('kind', [single, members]),
  }),
)
