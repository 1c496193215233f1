import {
  type Activation,
  type Arithmetic,
  type Backend,
  generator,
  initialParameters,
  type Network,
  type NetworkParameters,
  network,
  uniform,
} from '@leven/core'
import {
  type Cells,
  type Encoder,
  fitEncoder,
  inputCount,
  outputCount,
  outputKind,
  type Table,
} from '@leven/tabular'
import { createModel, type Model, type TrainingRecord } from '../src/index.ts'
import { readSafetensors, writeSafetensors } from '../src/safetensors.ts'
import { sha256 } from '../src/sha256.ts'

/** Penguins, a few: numbers with a gap, a category, a category with a gap. */
export const penguins: Table = tableOf({
  island: ['Torgersen', 'Biscoe', 'Dream', 'Dream', 'Biscoe', 'Torgersen'],
  bill_length_mm: ['39.1', '46.5', 'NA', '50.2', '45.1', '38.6'],
  body_mass_g: ['3750', '4850', '3800', '3775', '5000', '3300'],
  sex: ['male', 'female', null, 'male', 'male', 'female'],
  adelie: ['yes', 'no', 'yes', 'no', 'no', 'yes'],
  species: ['Adelie', 'Gentoo', 'Adelie', 'Chinstrap', 'Gentoo', 'Adelie'],
  flipper: ['181.5', '217', '190', '198', '215', '187'],
})

export type TargetName = 'adelie' | 'species' | 'flipper'

export const training: TrainingRecord = {
  options: { hidden: [4], 'learning-rate': 0.01, 'batch-size': 'full', patience: null, shuffle: true },
  seed: 7,
  versions: { leven: '0.0.0' },
  backend: { name: 'cpu', device: 'WebAssembly SIMD, one thread', accelerated: true, reason: 'the default' },
  members: null,
  conformal: [],
  rows: { training: 5, validation: 1 },
  curve: { epochs: 20, bestEpoch: 18, points: [{ epoch: 18, cost: 0.25, validationCost: null }] },
}

export function encoderFor(target: TargetName): Encoder {
  const ignore = ['adelie', 'species', 'flipper'].filter((name) => name !== target)
  return fitEncoder(penguins, { target, ignore }).encoder
}

export interface Shape {
  readonly target?: TargetName
  readonly hidden?: readonly number[]
  readonly activation?: Activation
  readonly seed?: number
}

/** A network for the penguins with random parameters, biases included. */
export function networkFor({ target = 'adelie', hidden = [4], activation = 'relu', seed = 1 }: Shape = {}): {
  readonly encoder: Encoder
  readonly network: Network
  readonly parameters: NetworkParameters
} {
  const encoder = encoderFor(target)
  const made = network({
    features: inputCount(encoder),
    hidden,
    outputs: outputCount(encoder.target),
    activation,
    output: outputKind(encoder.target),
  })
  const random = generator(seed, 'parameters', 99)
  const parameters = initialParameters(made, seed).map(({ W, b }) => ({
    W,
    b: Float64Array.from(b, () => uniform(random, 1)),
  }))
  return { encoder, network: made, parameters }
}

export function modelFor(shape: Shape, on: Backend): Promise<Model> {
  return createModel({ ...networkFor(shape), training }, on)
}

/** The file with some metadata changed and a hash that fits again: what a hash cannot catch. */
export async function resealed(
  bytes: Uint8Array,
  change: {
    readonly metadata?: Record<string, (json: never) => unknown>
    readonly values?: (name: string, values: Float32Array) => Float32Array
  },
): Promise<Uint8Array> {
  const { tensors, metadata } = readSafetensors(bytes, 'test')
  const { sha256: _, ...rest } = metadata
  const strings: Record<string, string> = { ...rest }
  for (const [key, edit] of Object.entries(change.metadata ?? {})) {
    strings[key] = JSON.stringify(edit(JSON.parse(strings[key] ?? 'null') as never))
  }
  const edited = tensors.map((tensor) => ({
    ...tensor,
    values: change.values?.(tensor.name, tensor.values) ?? tensor.values,
  }))
  const encoder = new TextEncoder()
  const keys = Object.keys(strings).sort()
  const hash = await sha256([
    ...edited.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
    ...keys.map((key) => encoder.encode(strings[key])),
  ])
  return writeSafetensors({ tensors: edited, metadata: { ...strings, sha256: hash } })
}

/** The error a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

export function tableOf(columns: Record<string, Cells>): Table {
  const entries = Object.entries(columns)
  return {
    source: 'penguins.csv',
    columns: entries.map(([name, cells]) => ({ name, cells })),
    rows: entries[0]?.[1].length ?? 0,
    lineOf: (row) => row + 2,
  }
}

/** The SHA-256 of the file of `fixedModel`, the same in Node and in browsers. */
export const fixedFileSha256 = '4334b332c936c4933162b28dd769b939471ac840d1daa5817125df73daaf18c9'

/** A model on the CPU backend, whose bits are the same everywhere, with an arithmetic written down here. */
export async function fixedModel(cpu: Backend): Promise<Model> {
  const model = await modelFor({ target: 'species', activation: 'tanh' }, cpu)
  const arithmetic: Arithmetic = {
    unitRoundoff: 2 ** -24,
    exp: 2,
    log: 2,
    tanh: 3,
    division: 1,
    squareRoot: 1,
    flushesSubnormals: false,
    underflow: 2 ** -149,
  }
  return { ...model, golden: { ...model.golden, arithmetic } }
}
