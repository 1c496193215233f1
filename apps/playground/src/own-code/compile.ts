import type { FaultSaid } from '../texts/fault-words.ts'
import type { ExerciseName } from './exercises.ts'
import { MisfitError } from './matrix.ts'

/** What went wrong in the learner's code, and where. */
export interface CodeFault {
  readonly exercise: ExerciseName
  /** The line in that exercise's code, from 1; undefined where the engine does not tell. */
  readonly line: number | undefined
  readonly message: readonly FaultSaid[]
}

/** Thrown for a fault of the learner's code; its cause is what the code threw. */
export class CodeError extends Error {
  override readonly name = 'CodeError'
  readonly fault: CodeFault

  constructor(fault: CodeFault, cause: unknown) {
    super(JSON.stringify(fault), { cause })
    this.fault = fault
  }
}

/** A function that the learner wrote: takes named values, and returns what it will. */
export type LearnerFunction = (input: Readonly<Record<string, unknown>>) => unknown

/** Names that mean nothing to the learner's code. The frame's policy keeps the network shut; these give clearer messages. */
const shut: readonly string[] = [
  'self',
  'globalThis',
  'postMessage',
  'onmessage',
  'close',
  'navigator',
  'indexedDB',
  'caches',
  'Function',
]

/** What would ask the network, if there were one. */
const network: readonly string[] = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'EventSource',
  'importScripts',
  'Worker',
]

function noNetwork(name: string): () => never {
  // A function, not an arrow: some of them are called with `new`.
  return function refuse(): never {
    throw new MisfitError(['noNetwork', name])
  }
}

/**
 * The function of that name in the learner's code.
 * @param scope what the code can call, by name.
 * @throws CodeError for a syntax error, for what the code throws while it is read, and where it has no such function.
 * @example
 * compile('gradients', 'function gradients({ X }) { return X }', matrixFunctions)
 */
export function compile(
  name: ExerciseName,
  text: string,
  scope: Readonly<Record<string, unknown>>,
): LearnerFunction {
  const names = Object.keys(scope)
  let found: unknown
  try {
    const body = `"use strict";${text}\nreturn typeof ${name} === 'function' ? ${name} : undefined\n//# sourceURL=${fileOf(name)}`
    const read = new Function(...names, ...network, ...shut, body)
    found = read(...names.map((known) => scope[known]), ...network.map(noNetwork))
  } catch (cause) {
    throw codeError(name, cause)
  }
  if (typeof found !== 'function') {
    const message: readonly FaultSaid[] = [['noFunction', name]]
    throw new CodeError({ exercise: name, line: undefined, message }, undefined)
  }
  const callable = found
  return (input) => {
    try {
      return callable(input)
    } catch (cause) {
      throw cause instanceof CodeError ? cause : codeError(name, cause)
    }
  }
}

function codeError(exercise: ExerciseName, cause: unknown): CodeError {
  const line = lineIn(exercise, cause)
  return new CodeError({ exercise, line, message: messageOf(cause) }, cause)
}

function messageOf(cause: unknown): readonly FaultSaid[] {
  if (cause instanceof MisfitError) return cause.said
  return [cause instanceof Error ? ['error', cause.name, cause.message] : ['threw', String(cause)]]
}

/** The name that the engine gives to an exercise's code in a stack. */
function fileOf(exercise: ExerciseName): string {
  return `your-${exercise}.js`
}

function lineIn(exercise: ExerciseName, cause: unknown): number | undefined {
  const stack = cause instanceof Error ? (cause.stack ?? '') : ''
  const [, line] = new RegExp(`${fileOf(exercise)}:(\\d+)`).exec(stack) ?? []
  return line === undefined ? undefined : Number(line) - linesBefore()
}

let measured: number | undefined

/** The lines that the engine puts before a function's body, and counts. */
function linesBefore(): number {
  if (measured !== undefined) return measured
  measured = 0
  try {
    new Function(`throw new Error()\n//# sourceURL=${fileOf('update')}`)()
  } catch (probe) {
    measured = (lineIn('update', probe) ?? 1) - 1
  }
  return measured
}
