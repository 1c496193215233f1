import type { Bytes, TrainingState } from '@leven/core'
import * as v from 'valibot'
import { ModelError } from '../model-error.ts'
import { canonicalJson, parseJson } from '../parse-json.ts'
import { readContainer, writeSafetensors } from '../safetensors.ts'
import { sha256 } from '../sha256.ts'
import type { TrainingCheckpoint } from './checkpoint.ts'
import { checkpointSchema, stateSchema } from './state-schema.ts'
import { putTogether, takeApart } from './tensors-apart.ts'

/** The one version of the format; a file of any other is refused. */
const formats = { state: 'leven-state/1', checkpoint: 'leven-checkpoint/1' } as const

/**
 * A training state as a safetensors file. Equal states give equal bytes.
 * @example
 * const bytes = await saveState(await training.state())
 */
export function saveState(state: TrainingState): Promise<Bytes> {
  return written(formats.state, state, {})
}

/**
 * Reads and verifies a training state: container, format, hash, schema. Nothing in the file is executed.
 * @param source the file's name, for messages.
 * @throws ModelError that says which check failed. Whether the state fits a run, `train` says.
 * @example
 * const resume = await loadState(bytes)
 * const training = train(on, network, data, { ...options, resume })
 */
export async function loadState(bytes: Uint8Array, source = 'the state'): Promise<TrainingState> {
  return (await read(bytes, formats.state, stateSchema, source)).value
}

/** A checkpoint with what its writer wants to keep beside it. */
export interface SavedCheckpoint {
  /** null where training had not begun. */
  readonly checkpoint: TrainingCheckpoint | null
  /** Texts of the writer's own, by their names. */
  readonly about: Readonly<Record<string, string>>
}

/** A checkpoint of `trainModel` as a safetensors file. Equal checkpoints give equal bytes. */
export function saveCheckpoint({ checkpoint, about }: SavedCheckpoint): Promise<Bytes> {
  return written(formats.checkpoint, checkpoint, about)
}

/**
 * Reads and verifies a checkpoint: container, format, hash, schema. Nothing in the file is executed.
 * @param source the file's name, for messages.
 * @throws ModelError that says which check failed. Whether it fits a training, `trainModel` says.
 */
export async function loadCheckpoint(bytes: Uint8Array, source = 'the checkpoint'): Promise<SavedCheckpoint> {
  const { value, about } = await read(bytes, formats.checkpoint, checkpointSchema, source)
  return { checkpoint: value, about }
}

async function written(
  format: string,
  value: unknown,
  about: Readonly<Record<string, string>>,
): Promise<Bytes> {
  const { rest, tensors } = takeApart(value)
  const metadata = { about: canonicalJson(about), format, state: canonicalJson(rest) }
  const container = { tensors, metadata: { ...metadata, sha256: '' } }
  return writeSafetensors({
    tensors,
    metadata: { ...metadata, sha256: await sha256([writeSafetensors(container)]) },
  })
}

async function read<T>(
  bytes: Uint8Array,
  format: string,
  schema: v.GenericSchema<unknown, T>,
  source: string,
): Promise<{ readonly value: T; readonly about: Readonly<Record<string, string>> }> {
  const { tensors, metadata } = readContainer(bytes, source)
  const { about = '', state = '', sha256: hash } = metadata
  if (metadata.format !== format) {
    throw new ModelError(
      source,
      `the file has the format ${JSON.stringify(metadata.format ?? 'of something else')}, and ${format} is needed.`,
      'Give a file of this format, or use the version of Leven that wrote it.',
    )
  }
  const container = { tensors, metadata: { about, format, state, sha256: '' } }
  if ((await sha256([writeSafetensors(container)])) !== hash) {
    throw new ModelError(
      source,
      'the contents do not match their SHA-256, so the file was damaged or changed.',
      'Give an intact copy, or the checkpoint before it.',
    )
  }
  const whole = v.pipe(
    v.unknown(),
    v.transform((rest) => putTogether(rest, tensors)),
    schema,
  )
  return {
    value: parseJson(whole, state, source, 'state'),
    about: parseJson(v.record(v.string(), v.string()), about, source, 'notes'),
  }
}
