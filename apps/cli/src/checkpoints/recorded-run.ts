import { resolve } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import type { SavedCheckpoint } from '@leven/model'
import * as v from 'valibot'
import type { TrainCommandOptions } from '../command-options.ts'
import { version } from '../version.ts'

/** The command line of a run, as its checkpoints keep it. */
export interface RecordedRun {
  /** The table, by its whole path; null where there was no argument. */
  readonly data: string | null
  readonly options: TrainCommandOptions
  /** The line of a shell that began it. */
  readonly command: string
}

/** Options that may be others when a run goes on: they change no bit of the model. */
const free: readonly string[] = [
  ...['checkpoint', 'every', 'resume', 'out', 'force', 'json', 'verbose', 'workers', 'threads'],
  ...['baseline', 'maximise', 'report'],
]

/** Those that belong to one command line alone. */
const unrecorded: readonly string[] = ['checkpoint', 'resume', 'force', 'json', 'verbose']

/** The texts that a checkpoint of the run keeps. */
export function aboutOf(
  data: string | undefined,
  out: string,
  options: TrainCommandOptions,
  command: string,
): SavedCheckpoint['about'] {
  const kept = Object.entries(options).filter(([name]) => !unrecorded.includes(name))
  const run: RecordedRun = {
    command,
    data: data === undefined || data === '-' ? (data ?? null) : resolve(data),
    options: {
      ...Object.fromEntries(kept),
      target: options.target,
      out: resolve(out),
      ...(options.report !== undefined && { report: resolve(options.report) }),
    },
  }
  return { run: JSON.stringify(run), version: version() }
}

const schema = v.object({
  data: v.nullable(v.string()),
  command: v.string(),
  options: v.custom<TrainCommandOptions>(
    (value) =>
      typeof value === 'object' && value !== null && 'target' in value && typeof value.target === 'string',
  ),
})

/**
 * The run that a checkpoint is of.
 * @throws InvalidOptionError where another version wrote it, or where no command did.
 */
export function recordedRun({ about }: SavedCheckpoint, path: string): RecordedRun {
  if (about.version !== undefined && about.version !== version()) {
    throw new InvalidOptionError(
      `${path} was written by Leven ${about.version}, and this is ${version()}.`,
      'Go on with the version that began, or begin anew.',
    )
  }
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), about.run)
  if (parsed.success) return parsed.output
  throw new InvalidOptionError(
    `${path} has checkpoints that no command wrote.`,
    'Go on by the program that wrote them.',
  )
}

/**
 * The options of a run that goes on: its own, and those given now that change no bit.
 * @throws InvalidOptionError where one is given that the run has otherwise.
 */
export function resumedOptions(run: RecordedRun, given: Partial<TrainCommandOptions>): TrainCommandOptions {
  const own = new Map<string, unknown>(Object.entries(run.options))
  const asked = Object.entries(given).filter(([name, value]) => !(isSwitch(name) && value === true))
  for (const [name, value] of asked) {
    if (free.includes(name) || JSON.stringify(own.get(name)) === JSON.stringify(value)) continue
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
    throw new InvalidOptionError(
      `The run that goes on has its own options, and ${flag} is another there.`,
      `Leave ${flag} out, or begin a new run with --checkpoint.`,
    )
  }
  return { ...run.options, ...Object.fromEntries(asked.filter(([name]) => free.includes(name))) }
}

/** Options that are true where nothing is said. */
function isSwitch(name: string): boolean {
  return name === 'header' || name === 'baseline'
}
