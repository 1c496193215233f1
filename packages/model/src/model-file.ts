import { type Backend, LevenError, type NetworkParameters } from '@leven/core'
import type { Model } from './model.ts'

/** The model as one safetensors file (docs/model-file.md). Equal models give equal bytes. */
export async function saveModel(model: Model): Promise<Uint8Array<ArrayBuffer>> {
  throw new LevenError('FAILED', `saveModel ${model.network.output}`, '')
}

/**
 * Reads and verifies a model file: container, schema, hash, shapes, finite parameters, and the golden rows on `on`.
 * Nothing in the file is executed.
 * @param source the file's name, for messages.
 * @throws ModelError that says which check failed; whatever the bytes are, no other error but the backend's own.
 */
export async function loadModel(bytes: Uint8Array, on: Backend, source = 'model'): Promise<Model> {
  throw new LevenError('FAILED', `loadModel ${bytes.length} ${on.info.name} ${source}`, '')
}

/** The SHA-256 of W1, b1, W2, … as the file stores them (float32, W row-major, little-endian), in hexadecimal. */
export async function parametersSha256(parameters: NetworkParameters): Promise<string> {
  throw new LevenError('FAILED', `parametersSha256 ${parameters.length}`, '')
}
