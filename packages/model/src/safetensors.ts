import type { Bytes, Values } from '@leven/core'
import * as v from 'valibot'
import { float64FromBytes, float64ToBytes, fromBytes, toBytes } from './float-bytes.ts'
import { ModelError } from './model-error.ts'
import { parseJson } from './parse-json.ts'
import { concatenate } from './sha256.ts'

/**
 * The safetensors container, of float32, and of float64 where it is asked for: the length of the header (8 bytes, little-endian), the header
 * (JSON, padded with blanks to a multiple of 8 bytes), then the bytes of the tensors without a gap.
 */
export interface Container<V extends Values = Float32Array> {
  readonly tensors: readonly NamedTensor<V>[]
  /** What `__metadata__` holds. */
  readonly metadata: Readonly<Record<string, string>>
}

/** A tensor, the last dimension contiguous. */
export interface NamedTensor<V extends Values = Float32Array> {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: V
}

/** What a tensor is made of. */
type DType = 'F32' | 'F64'

const metadataKey = '__metadata__'

/** A container as bytes; the tensors in the order given. */
export function writeSafetensors({ tensors, metadata }: Container<Values>): Bytes {
  let end = 0
  const entries = tensors.map(({ name, shape, values }) => {
    const start = end
    end += values.byteLength
    const dtype: DType = values instanceof Float64Array ? 'F64' : 'F32'
    return [name, { dtype, shape, data_offsets: [start, end] }] as const
  })
  const json = JSON.stringify({ [metadataKey]: metadata, ...Object.fromEntries(entries) })
  const text = new TextEncoder().encode(json)
  const header = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20)
  header.set(text)
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(header.length), true)
  return concatenate([length, header, ...tensors.map(({ values }) => bytesOf(values))])
}

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const entrySchema = v.strictObject({
  dtype: v.picklist(['F32', 'F64']),
  shape: v.array(size),
  data_offsets: v.strictTuple([size, size]),
})
// Valibot drops these names, as every object inherits something by them: such a file is refused, not read in part.
const inherited: readonly string[] = ['__proto__', 'constructor', 'prototype']
const headerSchema = v.pipe(
  v.unknown(),
  v.check(
    (header) => !namesOf(header).some((name) => inherited.includes(name)),
    `a tensor or an entry of the metadata has one of the names ${inherited.join(', ')}`,
  ),
  v.objectWithRest({ [metadataKey]: v.optional(v.record(v.string(), v.string()), {}) }, entrySchema),
)

/** The names of tensors and of metadata that a header holds, whatever it is. */
function namesOf(header: unknown): readonly string[] {
  if (typeof header !== 'object' || header === null) return []
  const metadata: unknown = Object.entries(header).find(([name]) => name === metadataKey)?.[1]
  const entries = typeof metadata === 'object' && metadata !== null ? Object.keys(metadata) : []
  return [...Object.keys(header), ...entries]
}

const intact = 'Give an intact model file.'

/** Bytes of a number. */
const widths: Readonly<Record<DType, number>> = { F32: 4, F64: 8 }

function bytesOf(values: Values): Uint8Array {
  return values instanceof Float64Array ? float64ToBytes(values) : toBytes(values)
}

/**
 * Reads a container strictly: the header must be JSON of the format, every tensor of a known type, and the tensors
 * must fill the rest of the file without gap or overlap.
 * @param source the file's name, for messages.
 * @throws ModelError, whatever the bytes are; the message says which check failed.
 */
export function readContainer(bytes: Uint8Array, source: string): Container<Values> {
  if (bytes.length < 8) {
    throw new ModelError(source, `the file is ${bytes.length} bytes long, too short for a model.`, intact)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const announced = view.getBigUint64(0, true)
  if (announced > BigInt(bytes.length - 8)) {
    throw new ModelError(
      source,
      `the header should be ${announced} bytes long but ${bytes.length - 8} follow, so the file is cut off or no safetensors file.`,
      intact,
    )
  }
  const dataStart = 8 + Number(announced)
  const { [metadataKey]: metadata, ...entries } = parseJson(
    headerSchema,
    decodeHeader(bytes.subarray(8, dataStart), source),
    source,
    'safetensors header',
  )
  const data = bytes.subarray(dataStart)
  return { tensors: readTensors(entries, data, source), metadata }
}

/** The same, where every tensor must be of float32. */
export function readSafetensors(bytes: Uint8Array, source: string): Container {
  const { tensors, metadata } = readContainer(bytes, source)
  const ofFloat32 = tensors.map(({ name, shape, values }) => {
    if (values instanceof Float32Array) return { name, shape, values }
    throw new ModelError(source, `the tensor ${JSON.stringify(name)} is of float64, not of float32.`, intact)
  })
  return { tensors: ofFloat32, metadata }
}

function decodeHeader(bytes: Uint8Array, source: string): string {
  // The format wants the brace first: neither blanks nor a byte order mark before it.
  if (bytes[0] !== 0x7b) {
    throw new ModelError(source, 'the file is no safetensors file: its header is no JSON object.', intact)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new ModelError(source, 'the safetensors header is not UTF-8.', intact, { cause })
  }
}

function readTensors(
  entries: Readonly<Record<string, v.InferOutput<typeof entrySchema>>>,
  data: Uint8Array,
  source: string,
): readonly NamedTensor<Values>[] {
  const ordered = Object.entries(entries).sort(
    ([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  )
  let end = 0
  const tensors = ordered.map(([name, { dtype, shape, data_offsets }]) => {
    const [start, stop] = data_offsets
    const count = shape.reduce((product, length) => product * length, 1)
    const size = widths[dtype] * count
    if (start !== end || stop - start !== size || stop > data.length) {
      throw new ModelError(
        source,
        `the tensor ${JSON.stringify(name)} stands at bytes ${start} to ${stop} of ${data.length}, where ${size} bytes from ${end} on should be; the file is cut off or changed.`,
        intact,
      )
    }
    end = stop
    const part = data.subarray(start, stop)
    return { name, shape, values: dtype === 'F64' ? float64FromBytes(part) : fromBytes(part) }
  })
  if (end !== data.length) {
    throw new ModelError(source, `${data.length - end} bytes follow the last tensor.`, intact)
  }
  return tensors
}
