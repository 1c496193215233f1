import * as v from 'valibot'
import { ModelError } from './model-error.ts'

/**
 * JSON text as data of a schema. Nothing in it is executed.
 * @param what the text is, for the message: 'safetensors header'.
 * @param upgrade data of an older format as the schema has them.
 * @throws ModelError that names what does not fit, and where in the JSON.
 */
export function parseJson<T>(
  schema: v.GenericSchema<unknown, T>,
  text: string,
  source: string,
  what: string,
  upgrade: (value: unknown) => unknown = (value) => value,
): T {
  const parsed = v.safeParse(schema, upgrade(parse(text, source, what)), { abortEarly: true })
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const path = v.getDotPath(issue)
  throw new ModelError(
    source,
    `the ${what} does not fit the format${path === null ? '' : ` at ${path}`}: ${issue.message}.`,
    'Give an intact model file.',
  )
}

function parse(text: string, source: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ModelError(source, `the ${what} is not valid JSON.`, 'Give an intact model file.', { cause })
  }
}

/** JSON with the keys of every object in code-unit order: equal data give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
