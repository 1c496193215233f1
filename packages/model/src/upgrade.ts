import type { format } from './schema.ts'

/** The versions of the format that are read. A file is always written in the last. */
export type Format = 'leven/1' | typeof format

export const formats: readonly Format[] = ['leven/1', 'leven/2']

/**
 * The metadata of an older file as the present version has it, before its schema is checked.
 * What is no version 1 data is left as it is, for the schema to refuse.
 * @param name of the metadata string: 'encoder', 'training' …
 */
export function upgraded(from: Format, name: string, value: unknown): unknown {
  switch (from) {
    case 'leven/1':
      if (name === 'training') return isRecord(value) ? { members: null, conformal: [], ...value } : value
      return name === 'encoder' ? fromVersion1(value) : value
    case 'leven/2':
      return value
    default:
      return from satisfies never
  }
}

/** The words that were missing in every column of version 1. */
const missing = ['NA', 'N/A', 'n/a', '#N/A', '?', 'null', 'NULL']

/** Version 1 knew standardised numbers only, and one list of words for missing. */
function fromVersion1(encoder: unknown): unknown {
  if (!isRecord(encoder) || !Array.isArray(encoder.features)) return encoder
  const features = encoder.features.map((feature: unknown) =>
    isRecord(feature) && feature.kind === 'number' && !('robust' in feature)
      ? { ...feature, robust: null }
      : feature,
  )
  const words = { text: missing, number: [...new Set(missing.map((word) => word.toLowerCase()))] }
  return { missing: words, ...encoder, features }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
