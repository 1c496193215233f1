import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ModelError } from '../src/index.ts'
import { type Container, readSafetensors, writeSafetensors } from '../src/safetensors.ts'

const tensor = fc
  .tuple(fc.array(fc.nat({ max: 4 }), { maxLength: 3 }), fc.string())
  .chain(([shape, name]) => {
    const length = shape.reduce((product, size) => product * size, 1)
    const bits = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    return fc
      .array(bits, { minLength: length, maxLength: length })
      .map((words) => ({ name, shape, values: new Float32Array(Uint32Array.from(words).buffer) }))
  })
const inherited = ['__proto__', 'constructor', 'prototype']
const ordinary = (name: string) => name !== '__metadata__' && !inherited.includes(name)
const containers: fc.Arbitrary<Container> = fc.record({
  tensors: fc.uniqueArray(
    tensor.filter(({ name }) => ordinary(name)),
    { selector: ({ name }) => name, maxLength: 4 },
  ),
  metadata: fc.dictionary(fc.string().filter(ordinary), fc.string(), { noNullPrototype: true }),
})

/** Tensors by name, as bit patterns: NaN has many. */
function bits({ tensors, metadata }: Container): unknown {
  const named = tensors.map(({ name, shape, values }) => [
    name,
    { shape, words: [...new Uint32Array(values.slice().buffer)] },
  ])
  return { metadata, tensors: new Map(named as [string, unknown][]) }
}

/** A container from header text and data, however wrong. */
function raw(header: string | Uint8Array, data = new Uint8Array(0), length?: number): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

const f32 = (shape: number[], start: number, end: number, dtype = 'F32') =>
  JSON.stringify({ a: { dtype, shape, data_offsets: [start, end] } })

describe('the container', () => {
  it('brings back every bit of every tensor and every metadata string', () => {
    fc.assert(
      fc.property(containers, (container) => {
        expect(bits(readSafetensors(writeSafetensors(container), 'x'))).toEqual(bits(container))
      }),
    )
  })

  it.each(inherited)('is refused, not read in part, where it uses the name %s', (name) => {
    const entry = { dtype: 'F32', shape: [0], data_offsets: [0, 0] }
    for (const header of [`{"__metadata__":{"${name}":""}}`, `{"${name}":${JSON.stringify(entry)}}`]) {
      expect(() => readSafetensors(raw(header), 'x')).toThrow(/has one of the names __proto__, constructor, /)
    }
  })

  it('has the layout of the format: length, header padded to 8 bytes, tensors', () => {
    const bytes = writeSafetensors({
      tensors: [{ name: 'a', shape: [2], values: Float32Array.of(1, -2) }],
      metadata: { format: 'x' },
    })
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
    expect(length % 8).toBe(0)
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { format: 'x' },
      a: { dtype: 'F32', shape: [2], data_offsets: [0, 8] },
    })
    // 1 and −2 in IEEE 754, little-endian
    expect([...bytes.subarray(8 + length)]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
  })

  it('is read at any offset of a larger buffer', () => {
    const container = { tensors: [{ name: 'a', shape: [1], values: Float32Array.of(3) }], metadata: {} }
    const bytes = writeSafetensors(container)
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(bits(readSafetensors(larger.subarray(3), 'x'))).toEqual(bits(container))
  })

  it('may have its tensors in any order of names and any order of bytes', () => {
    const header = JSON.stringify({
      b: { dtype: 'F32', shape: [1], data_offsets: [4, 8] },
      a: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
    })
    const { tensors } = readSafetensors(raw(header, new Uint8Array(8)), 'x')
    expect(tensors.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})

describe('a malformed container', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)

  it.each([
    ['nothing', new Uint8Array(0), 'the file is 0 bytes long, too short'],
    ['seven bytes', new Uint8Array(7), 'the file is 7 bytes long, too short'],
    ['a picture', png, 'cut off or no safetensors file'],
    ['zeros', new Uint8Array(64), 'its header is no JSON object'],
    [
      'a header longer than the file',
      raw('{}', undefined, 3),
      'the header should be 3 bytes long but 2 follow',
    ],
    ['a header longer than any file', raw('{}', undefined, 2 ** 60), 'cut off'],
    ['an array for a header', raw('[]'), 'its header is no JSON object'],
    ['blanks before the brace', raw(' {}'), 'its header is no JSON object'],
    ['a byte order mark', raw('\ufeff{}'), 'its header is no JSON object'],
    ['bytes that are not UTF-8', raw(Uint8Array.of(0x7b, 0xff, 0x7d)), 'not UTF-8'],
    ['broken JSON', raw('{"a":'), 'not valid JSON'],
    ['metadata that are no strings', raw('{"__metadata__":{"a":1}}'), 'at __metadata__.a'],
    ['an unknown key', raw('{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4],"b":1}}'), 'at a.b'],
    ['another type of number', raw(f32([1], 0, 4, 'F16'), new Uint8Array(4)), 'at a.dtype'],
    ['a negative size', raw(f32([-1], 0, 4), new Uint8Array(4)), 'at a.shape.0'],
    ['a fractional size', raw(f32([0.5], 0, 2), new Uint8Array(2)), 'at a.shape.0'],
    ['a size beyond measure', raw(f32([2 ** 50, 2 ** 50], 0, 4), new Uint8Array(4)), 'the tensor "a"'],
    ['three offsets', raw('{"a":{"dtype":"F32","shape":[],"data_offsets":[0,4,8]}}'), 'at a.data_offsets'],
    ['offsets that do not fit the shape', raw(f32([2], 0, 4), new Uint8Array(4)), 'the tensor "a"'],
    ['a tensor beyond the end', raw(f32([2], 0, 8), new Uint8Array(4)), 'the tensor "a"'],
    ['a gap', raw(f32([1], 4, 8), new Uint8Array(8)), 'the tensor "a" stands at bytes 4 to 8'],
    ['bytes after the last tensor', raw(f32([1], 0, 4), new Uint8Array(6)), '2 bytes follow the last tensor'],
  ])('%s is a ModelError', (_, bytes, problem) => {
    let error: unknown
    try {
      readSafetensors(bytes, 'm.safetensors')
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(ModelError)
    expect(error).toMatchObject({
      code: 'INVALID_MODEL',
      source: 'm.safetensors',
      message: expect.stringContaining(problem),
      remedy: expect.stringMatching(/\.$/),
    })
    expect((error as ModelError).message).toMatch(/^m\.safetensors: /)
  })

  it('never makes another error than ModelError, whatever the bytes', () => {
    const corrupted = fc.tuple(
      containers.map(writeSafetensors),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 5 }),
      fc.nat(),
      fc.boolean(),
    )
    fc.assert(
      fc.property(corrupted, ([bytes, edits, length, cut]) => {
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte
        expectReadsOrModelError(cut ? bytes.subarray(0, length % bytes.length) : bytes)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(fc.json(), fc.uint8Array(), (json, data) => expectReadsOrModelError(raw(json, data))),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectReadsOrModelError))
  })
})

function expectReadsOrModelError(bytes: Uint8Array): void {
  try {
    readSafetensors(bytes, 'x')
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError)
  }
}
