import { InvalidDataError, type LevenError } from '@leven/core'
import { type FittedModel, isLevenError } from '@leven/leven'
import { described } from './error-body.ts'
import type { ServiceLimits } from './limits.ts'
import type { ServedModels } from './models.ts'

/** Whether a content type is that of JSON lines. */
export function isLines(contentType = ''): boolean {
  return /^application\/(?:x-ndjson|jsonl|x-jsonlines)\b/.test(contentType)
}

/**
 * JSON lines in, JSON lines out, as they come: a prediction for each row, or an error in its place.
 * @param done told how many rows were predicted, and 200 or 400
 */
export function predictedLines(
  source: ReadableStream<Uint8Array> | null,
  models: ServedModels,
  name: string,
  limits: ServiceLimits,
  done: (rows: number, status: number) => void,
): Response {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const out = writable.getWriter()
  const encoder = new TextEncoder()

  async function pump(model: FittedModel): Promise<void> {
    let [rows, line, failed] = [0, 0, false]
    let rest = ''
    const decoder = new TextDecoder()
    const answer = (text: string) => {
      line++
      if (text.trim() === '') return ''
      const result = predictLine(model, text, line)
      if (result.failed) failed = true
      else rows++
      return result.text
    }
    try {
      for await (const chunk of source ?? []) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        const text = lines.map(answer).join('')
        if (text !== '') await out.write(encoder.encode(text))
        if (rest.length > limits.bytes) {
          failed = true
          await out.write(encoder.encode(errorLine(line + 1, tooLong(limits))))
          rest = ''
          break
        }
      }
      const last = answer(rest + decoder.decode())
      if (last !== '') await out.write(encoder.encode(last))
      await out.close()
    } finally {
      done(rows, failed ? 400 : 200)
    }
  }

  models.using(name, pump).catch((error: unknown) => out.abort(error).catch(() => {})) // the client has gone
  return new Response(readable, { headers: { 'content-type': 'application/x-ndjson' } })
}

function predictLine(
  model: FittedModel,
  text: string,
  line: number,
): { readonly text: string; readonly failed: boolean } {
  try {
    return { text: `${JSON.stringify(model.predict(parsed(text)))}\n`, failed: false }
  } catch (error) {
    if (!isLevenError(error)) throw error
    return { text: errorLine(line, error), failed: true }
  }
}

function errorLine(line: number, error: LevenError): string {
  return `${JSON.stringify({ ...described(error), line })}\n`
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new InvalidDataError(
      `The line is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`,
      'Send one row as a JSON object in each line.',
    )
  }
}

function tooLong({ bytes }: ServiceLimits): InvalidDataError {
  return new InvalidDataError(`The line has more than ${bytes} bytes.`, 'Send one row in each line.')
}
