import { openCpuBackend } from '@leven/backend-cpu'
import { type Backend, type NetworkParameters, network } from '@leven/core'
import { decodePredictions, encodeFeatures } from '@leven/tabular'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createModel,
  describe as describeModel,
  loadModel,
  type Model,
  ModelError,
  parametersSha256,
  predictTable,
  saveModel,
} from '../src/index.ts'
import { readSafetensors, writeSafetensors } from '../src/safetensors.ts'
import { sha256 } from '../src/sha256.ts'
import {
  fixedFileSha256,
  fixedModel,
  modelFor,
  networkFor,
  penguins,
  rejection,
  resealed,
  tableOf,
  training,
} from './models.ts'

let cpu: Backend
let model: Model
let bytes: Uint8Array
beforeAll(async () => {
  cpu = await openCpuBackend()
  model = await modelFor({ hidden: [3, 2] }, cpu)
  bytes = await saveModel(model)
})
afterAll(() => cpu.close())

describe('the model file', () => {
  it('brings the model back', async () => {
    expect(await loadModel(bytes, cpu)).toEqual(model)
  })

  it('has the same bytes when it is saved again', async () => {
    expect(await saveModel(await loadModel(bytes, cpu))).toEqual(bytes)
  })

  it('holds W1, b1, W2, …, W row-major, and the metadata of the format', () => {
    const { tensors, metadata } = readSafetensors(bytes, 'x')
    expect(tensors.map(({ name, shape }) => [name, ...shape])).toEqual([
      ['W1', 3, 9],
      ['b1', 3],
      ['W2', 2, 3],
      ['b2', 2],
      ['W3', 1, 2],
      ['b3', 1],
    ])
    const [stored, columnMajor] = [tensors[0]?.values, model.parameters[0]?.W]
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 9; k++) expect(stored?.[j * 9 + k]).toBe(columnMajor?.[k * 3 + j])
    }
    expect(Object.keys(metadata).sort()).toEqual([
      'encoder',
      'format',
      'golden',
      'network',
      'sha256',
      'training',
    ])
    expect(metadata.format).toBe('leven/2')
    expect(JSON.parse(metadata.network ?? '')).toEqual(model.network)
  })

  it('is the same file in Node as in a browser, by its hash', async () => {
    expect(await sha256([await saveModel(await fixedModel(cpu))])).toBe(fixedFileSha256)
  })

  it('does not depend on the order of keys in the parts of the model', async () => {
    const { activations, sizes, output } = model.network
    const reordered: Model = { ...model, network: { output, sizes, activations } }
    expect(await saveModel(reordered)).toEqual(bytes)
  })

  it('may have its tensors in another order, as other writers of safetensors leave them', async () => {
    const { tensors, metadata } = readSafetensors(bytes, 'x')
    const sorted = [...tensors].sort((a, b) => (a.name < b.name ? 1 : -1))
    expect(await loadModel(writeSafetensors({ tensors: sorted, metadata }), cpu)).toEqual(model)
  })

  it('knows a network without hidden layers, labels and numbers', async () => {
    for (const shape of [{ hidden: [] }, { target: 'species' }, { target: 'flipper' }] as const) {
      const made = await modelFor(shape, cpu)
      expect(await loadModel(await saveModel(made), cpu)).toEqual(made)
    }
  })
})

describe('parametersSha256', () => {
  it('is the hash of W1, b1, W2, … row-major, as computed elsewhere', async () => {
    // printf of 1 3 2 4 5 6 as little-endian float32 | sha256sum
    const parameters: NetworkParameters = [{ W: Float64Array.of(1, 2, 3, 4), b: Float32Array.of(5, 6) }]
    expect(await parametersSha256(parameters)).toBe(
      '91d3401a62f77b84dbeee3b57bfc4d11622f312fc1d225335a813c944a71c76e',
    )
  })

  it('rounds to float32 and tells −0 from 0', async () => {
    const of = (w: number) => parametersSha256([{ W: Float64Array.of(w), b: Float64Array.of(0) }])
    expect(await of(0.1)).toBe(await of(Math.fround(0.1)))
    expect(await of(-0)).not.toBe(await of(0))
  })
})

describe('a damaged file', () => {
  it('is refused when it is cut off, at every length', async () => {
    for (let length = 0; length < bytes.length; length++) {
      const error = await rejection(loadModel(bytes.subarray(0, length), cpu, 'm.safetensors'))
      expect(error, `cut at ${length}`).toBeInstanceOf(ModelError)
    }
  })

  it('is refused with any one bit flipped, unless the model is still the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
        const flipped = bytes.slice()
        flipped[bit >> 3] = Number(flipped[bit >> 3]) ^ (1 << (bit & 7))
        await expectSameOrModelError(flipped)
      }),
      { numRuns: 1500 },
    )
  })

  it('is refused with any bit of the tensors or of a metadata string flipped', async () => {
    const headerEnd = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true))
    const text = new TextDecoder('latin1').decode(bytes.subarray(0, headerEnd))
    const strings = text.indexOf('__metadata__')
    const stringsEnd = text.indexOf('"W1"')
    const places = [
      ...Array.from({ length: bytes.length - headerEnd }, (_, i) => headerEnd + i),
      ...Array.from({ length: stringsEnd - strings }, (_, i) => strings + i),
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat({ max: 7 }), async (at, bit) => {
        const flipped = bytes.slice()
        flipped[at] = Number(flipped[at]) ^ (1 << bit)
        expect(await rejection(loadModel(flipped, cpu))).toBeInstanceOf(ModelError)
      }),
      { numRuns: 1500 },
    )
  })

  it('is refused or the same after random corruption', async () => {
    const edit = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        const corrupted = bytes.slice()
        for (const [at, byte] of edits) corrupted[at] = byte
        await expectSameOrModelError(corrupted)
      }),
      { numRuns: 500 },
    )
  })

  it('says that the hash does not match', async () => {
    const flipped = bytes.slice()
    flipped[bytes.length - 1] = Number(flipped.at(-1)) ^ 1
    expect(await rejection(loadModel(flipped, cpu, 'm.safetensors'))).toMatchObject({
      code: 'INVALID_MODEL',
      message: 'm.safetensors: the contents do not match their SHA-256, so the file was damaged or changed.',
      source: 'm.safetensors',
    })
  })

  async function expectSameOrModelError(changed: Uint8Array): Promise<void> {
    try {
      expect(await loadModel(changed, cpu)).toEqual(model)
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError)
    }
  }
})

describe('a file that is none of ours', () => {
  it('has no format', async () => {
    const other = writeSafetensors({ tensors: [], metadata: { format: 'pt' } })
    expect(await rejection(loadModel(other, cpu, 'm'))).toMatchObject({
      message: 'm: the file has the format "pt", and this version reads leven/1 and leven/2.',
    })
    const none = writeSafetensors({ tensors: [], metadata: {} })
    expect(await rejection(loadModel(none, cpu, 'm'))).toMatchObject({
      message: 'm: the file is a safetensors file but no Leven model: its metadata name no format.',
    })
  })

  it('lacks a part', async () => {
    const { tensors, metadata } = readSafetensors(bytes, 'x')
    const { encoder: _, ...rest } = metadata
    expect(await rejection(loadModel(writeSafetensors({ tensors, metadata: rest }), cpu, 'm'))).toMatchObject(
      {
        message: 'm: the metadata have no encoder.',
      },
    )
  })
})

type Json = Record<string, unknown>

describe('a file whose parts do not fit, though the hash does', () => {
  it.each<[string, string, (json: Json) => unknown, RegExp]>([
    [
      'an unknown activation',
      'network',
      (n) => ({ ...n, activations: ['gelu', 'relu'] }),
      /network does not fit the format at activations\.0/,
    ],
    ['an unknown key', 'network', (n) => ({ ...n, extra: 1 }), /network does not fit the format at extra/],
    [
      'too few activations',
      'network',
      (n) => ({ ...n, activations: ['relu'] }),
      /1 activations for 2 hidden layers/,
    ],
    [
      'other sizes',
      'network',
      (n) => ({ ...n, sizes: [9, 3, 3, 1] }),
      /needs a tensor W2 of shape \[3, 3\], but the file has \[2, 3\]/,
    ],
    ['huge sizes', 'network', (n) => ({ ...n, sizes: [2 ** 52, 2 ** 52, 2 ** 52, 1] }), /needs a tensor W1/],
    [
      'fewer layers',
      'network',
      (n) => ({ ...n, sizes: [9, 3], activations: [] }),
      /a tensor "W2" that the network has no place for/,
    ],
    [
      'more layers',
      'network',
      (n) => ({ ...n, sizes: [9, 3, 2, 1, 1], activations: ['relu', 'relu', 'relu'] }),
      /needs a tensor W4 of shape \[1, 1\], but the file has none/,
    ],
    [
      'another output',
      'network',
      (n) => ({ ...n, output: 'identity' }),
      /has 1 identity outputs but the target takes 1 sigmoid/,
    ],
    [
      'a column less',
      'encoder',
      (e) => ({ ...e, features: (e.features as unknown[]).slice(1) }),
      /has 9 inputs but the encoder makes 6/,
    ],
    [
      'a column twice',
      'encoder',
      (e) => ({ ...e, features: (e.features as Json[]).map((f) => ({ ...f, name: 'x' })) }),
      /two columns of one name/,
    ],
    [
      'a level twice',
      'encoder',
      (e) => ({
        ...e,
        features: (e.features as Json[]).map((f) =>
          f.levels ? { ...f, levels: (f.levels as unknown[]).map(() => 'x') } : f,
        ),
      }),
      /a level of "island" twice/,
    ],
    [
      'a label twice',
      'encoder',
      (e) => ({ ...e, target: { ...(e.target as Json), labels: ['yes', 'yes'] } }),
      /a label twice/,
    ],
    [
      'a positive label that is none',
      'encoder',
      (e) => ({ ...e, target: { ...(e.target as Json), positive: 'maybe' } }),
      /positive label is none/,
    ],
    [
      'a mean that is no number',
      'encoder',
      (e) => ({ ...e, features: (e.features as Json[]).map((f) => ('mean' in f ? { ...f, mean: '1' } : f)) }),
      /encoder does not fit the format at features\.1\.mean/,
    ],
    [
      'a seed that is none',
      'training',
      (t) => ({ ...t, seed: -1 }),
      /training does not fit the format at seed/,
    ],
    ['no golden rows', 'golden', (g) => ({ ...g, rows: [] }), /golden does not fit the format at rows/],
    [
      'a golden row too short',
      'golden',
      (g) => ({ ...g, rows: (g.rows as unknown[][]).map((row) => row.slice(1)) }),
      /golden rows do not have/,
    ],
    [
      'an expectation less',
      'golden',
      (g) => ({ ...g, expected: (g.expected as unknown[]).slice(1) }),
      /golden rows do not have/,
    ],
    [
      'an arithmetic that promises nothing',
      'golden',
      (g) => ({ ...g, arithmetic: { ...(g.arithmetic as Json), unitRoundoff: 0.5 } }),
      /golden does not fit the format at arithmetic\.unitRoundoff/,
    ],
  ])('%s', async (_, part, edit, problem) => {
    const changed = await resealed(bytes, { metadata: { [part]: edit } })
    const error = await rejection(loadModel(changed, cpu, 'm'))
    expect(error).toBeInstanceOf(ModelError)
    expect((error as ModelError).message).toMatch(problem)
  })

  it('a parameter that is not finite', async () => {
    for (const [name, value, problem] of [
      ['W2', Number.NaN, 'W2 holds NaN in row 1, column 2.'],
      ['b1', Number.POSITIVE_INFINITY, 'b1 holds Infinity in row 2, column 1.'],
    ] as const) {
      const changed = await resealed(bytes, {
        values: (tensor, values) => (tensor === name ? values.with(1, value) : values),
      })
      expect(await rejection(loadModel(changed, cpu, 'm'))).toMatchObject({ message: `m: ${problem}` })
    }
  })
})

describe('createModel', () => {
  it('refuses parts that do not belong together', async () => {
    const made = networkFor({})
    const wrong = network({ features: 5, hidden: [4] })
    expect(await rejection(createModel({ ...made, network: wrong, training }, cpu))).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('Layer 1 is 4×5'),
    })
    const nan = made.parameters.map(({ W, b }) => ({ W: W.map(() => Number.NaN), b }))
    expect(await rejection(createModel({ ...made, parameters: nan, training }, cpu))).toMatchObject({
      message: 'the new model: W1 holds NaN in row 1, column 1.',
    })
  })

  it('refuses a network that predicts no finite number', async () => {
    const made = networkFor({ target: 'flipper' })
    const huge = made.parameters.map(({ W, b }) => ({ W: W.map((w) => w * 1e30), b }))
    expect(await rejection(createModel({ ...made, parameters: huge, training }, cpu))).toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringMatching(/predicts -?(Infinity|NaN) for rows near the mean/),
    })
  })

  it('does not save what could not be loaded', async () => {
    const unusable: Model = { ...model, training: { ...training, seed: 0.5 } }
    expect(await rejection(saveModel(unusable))).toBeInstanceOf(ModelError)
  })

  it('passes on what fails outside the model', async () => {
    const broken: Backend = {
      ...cpu,
      info: cpu.info,
      tensor() {
        throw new RangeError('no room')
      },
    }
    expect(await rejection(loadModel(bytes, broken))).toEqual(new RangeError('no room'))
  })
})

it('predicts a table as encoder and network do', async () => {
  const { T, predictions, notes } = await predictTable(model, cpu, penguins, Int32Array.of(4, 0))
  expect(T).toHaveLength(2)
  expect(predictions).toEqual(decodePredictions(model.encoder.target, T))
  const { X } = encodeFeatures(model.encoder, penguins, Int32Array.of(4, 0))
  expect(X).toHaveLength(18)
  expect(notes).toEqual([])
  const all = await predictTable(model, cpu, penguins)
  expect([all.T[4], all.T[0]]).toEqual([...T])
  const extra = tableOf({
    ...Object.fromEntries(penguins.columns.map(({ name, cells }) => [name, cells])),
    x: penguins.columns[0]?.cells ?? [],
  })
  expect((await predictTable(model, cpu, extra)).notes).toEqual([
    `Column "x" is not the model's and is ignored.`,
  ])
})

it('keeps the network that predicted last where it is, and no other', async () => {
  const on = await openCpuBackend('wasm')
  const other = await loadModel(await saveModel(model), on)
  const first = await predictTable(model, on, penguins)
  const held = on.liveBytes()
  for (let i = 0; i < 20; i++) {
    expect((await predictTable(i % 3 === 0 ? other : model, on, penguins)).T).toEqual(first.T)
    expect(on.liveBytes()).toBe(held)
  }
  const together = await Promise.all([model, other, model].map((one) => predictTable(one, on, penguins)))
  expect(together.map(({ T }) => T)).toEqual([first.T, first.T, first.T])
  await on.close()
})

it('describes a model in plain data', async () => {
  const description = await describeModel(model)
  expect(description).toMatchObject({
    format: 'leven/2',
    task: 'binary',
    target: { name: 'adelie', labels: ['no', 'yes'], positive: 'yes' },
    inputs: [
      'island=Biscoe',
      'island=Dream',
      'island=Torgersen',
      'bill_length_mm',
      'bill_length_mm is missing',
      'body_mass_g',
      'sex=female',
      'sex=male',
      'sex is missing',
    ],
    ignored: ['species', 'flipper'],
    layers: [
      { inputs: 9, units: 3, activation: 'relu', parameters: 30 },
      { inputs: 3, units: 2, activation: 'relu', parameters: 8 },
      { inputs: 2, units: 1, activation: 'sigmoid', parameters: 3 },
    ],
    parameters: 41,
    parametersSha256: await parametersSha256(model.parameters),
    goldenRows: model.golden.rows.length,
  })
  expect(JSON.parse(JSON.stringify(description))).toEqual(description)
})

it('says why, where a page has no SHA-256', async () => {
  vi.stubGlobal('crypto', {})
  try {
    expect(await rejection(parametersSha256(model.parameters))).toMatchObject({
      code: 'FAILED',
      remedy: 'Serve the page over HTTPS.',
    })
  } finally {
    vi.unstubAllGlobals()
  }
})
