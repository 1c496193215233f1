import type { Backend, Bytes } from '@leven/core'
import type * as v from 'valibot'
import { checkModel } from './check-model.ts'
import { verifyGolden } from './golden-rows.ts'
import type { Model } from './model.ts'
import { ModelError } from './model-error.ts'
import { canonicalJson, parseJson } from './parse-json.ts'
import { readSafetensors, writeSafetensors } from './safetensors.ts'
import { encoderSchema, format, goldenSchema, networkSchema, trainingSchema } from './schema.ts'
import { sha256 } from './sha256.ts'
import { fromTensors, tensorBytes, toTensors } from './stored-tensors.ts'
import { type Format, formats, upgraded } from './upgrade.ts'

type Metadata = Readonly<Record<string, string>>

/**
 * The model as one safetensors file (docs/model-file.md). Equal models give equal bytes.
 * @throws ModelError where the model could not be loaded again.
 */
export async function saveModel(model: Model): Promise<Bytes> {
  checkModel(model, 'the new model')
  const strings: Metadata = {
    encoder: canonicalJson(model.encoder),
    format,
    golden: canonicalJson(model.golden),
    network: canonicalJson(model.network),
    training: canonicalJson(model.training),
  }
  parseStrings(strings, format, 'the new model')
  const metadata = { ...strings, sha256: await hash(model.parameters, strings) }
  return writeSafetensors({ tensors: toTensors(model.parameters), metadata })
}

/**
 * Reads and verifies a model file: container, format, schema, shapes, hash, finite parameters, and the
 * golden rows on `on`. Nothing in the file is executed.
 * @param source the file's name, for messages.
 * @throws ModelError that says which check failed; whatever the bytes are, no other error but the backend's own.
 */
export async function loadModel(bytes: Uint8Array, on: Backend, source = 'the model'): Promise<Model> {
  const { tensors, metadata } = readSafetensors(bytes, source)
  const parsed = parseStrings(metadata, formatOf(metadata, source), source)
  const parameters = fromTensors(parsed.network, tensors, source)
  if ((await hash(parameters, metadata)) !== metadata.sha256) {
    throw new ModelError(
      source,
      'the contents do not match their SHA-256, so the file was damaged or changed.',
      'Give an intact copy, or train the model again.',
    )
  }
  const model: Model = { ...parsed, parameters }
  checkModel(model, source)
  await verifyGolden(model, on, source)
  return model
}

function formatOf(metadata: Metadata, source: string): Format {
  const found = metadata.format
  const known = formats.find((one) => one === found)
  if (known) return known
  throw new ModelError(
    source,
    found === undefined
      ? 'the file is a safetensors file but no Leven model: its metadata name no format.'
      : `the file has the format ${JSON.stringify(found)}, and this version reads ${formats.join(' and ')}.`,
    found === undefined
      ? 'Give a file that leven train wrote.'
      : 'Give a file of one of these formats, or use another version of Leven.',
  )
}

function parseStrings(metadata: Metadata, from: Format, source: string): Omit<Model, 'parameters'> {
  const part = <T>(name: string, schema: v.GenericSchema<unknown, T>): T => {
    const text = metadata[name]
    if (text !== undefined)
      return parseJson(schema, text, source, name, (value) => upgraded(from, name, value))
    throw new ModelError(source, `the metadata have no ${name}.`, 'Give an intact model file.')
  }
  return {
    network: part('network', networkSchema),
    encoder: part('encoder', encoderSchema),
    training: part('training', trainingSchema),
    golden: part('golden', goldenSchema),
  }
}

/** The SHA-256 of the tensor bytes W1, b1, W2, … followed by every other metadata string in key order. */
async function hash(parameters: Model['parameters'], metadata: Metadata): Promise<string> {
  const keys = Object.keys(metadata)
    .filter((key) => key !== 'sha256')
    .sort()
  const encoder = new TextEncoder()
  return sha256([...tensorBytes(parameters), ...keys.map((key) => encoder.encode(metadata[key]))])
}
