import {
  type Backend,
  BackendUnavailableError,
  InvalidOptionError,
  isLevenError,
  type OpenBackend,
  type OpenOptions,
} from '@leven/core'
import { suggestion } from '@leven/tabular'

/** The backends known by name, in the order in which they are listed. Each is loaded when it is asked for. */
export const backendLoaders: Readonly<Record<string, () => Promise<OpenBackend>>> = {
  cpu: async () => (await import('@leven/backend-cpu')).openCpuBackend,
  gpujs: () => openerOf('@leven/backend-gpujs', 'openGpujsBackend'),
  reference: async () => (await import('@leven/core')).openReference,
}

/** Their names. */
export const backendNames: readonly string[] = Object.keys(backendLoaders)

/** A backend that was asked for and cannot run here. */
export interface Refusal {
  /** As it was asked for: 'cpu:native'. */
  readonly name: string
  /** Why not, as a sentence. */
  readonly reason: string
  /** What to do about it, as a sentence. */
  readonly remedy: string
}

/** A backend that runs, and what was asked for before it. */
export interface Chosen {
  /** As it was asked for. */
  readonly name: string
  /** Open; whoever asked closes it. */
  readonly backend: Backend
  /** Those asked for before it, in that order. */
  readonly refused: readonly Refusal[]
}

/** Who decides, if anybody does. */
export interface ChoiceOptions extends OpenOptions {
  /** This one and no other. Without it the environment variable LEVEN_BACKEND decides, where there is one. */
  readonly choice?: string
  /** Further backends by name, before those known; in a bundle also those of packages that need not be installed. */
  readonly registry?: Readonly<Record<string, () => Promise<OpenBackend>>>
}

/**
 * Opens a backend by its name, with a mode behind a colon: 'cpu', 'cpu:native', 'gpujs:webgl2'; 'native' is
 * 'cpu:native'.
 * @throws InvalidOptionError where no backend has the name; BackendUnavailableError where it cannot run here, its
 * package not being installed included.
 */
export async function openByName(asked: string, options: ChoiceOptions = {}): Promise<Backend> {
  const found = find(asked, options)
  if ('unknown' in found) throw found.unknown
  const { name, mode, load } = found
  try {
    const { threads } = options
    return await (await load())(mode, threads === undefined ? {} : { threads })
  } catch (cause) {
    if (isLevenError(cause)) throw cause
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new BackendUnavailableError(
      asked,
      `The backend ${asked} cannot be opened: ${reason}`,
      `Install @leven/backend-${name} (in a bundle, give it as \`registry\`), or choose another backend.`,
      { cause },
    )
  }
}

interface Found {
  readonly name: string
  readonly mode: string | undefined
  load(): Promise<OpenBackend>
}

function find(asked: string, { registry }: ChoiceOptions): Found | { readonly unknown: InvalidOptionError } {
  const known = { ...backendLoaders, ...registry }
  const [name = '', mode] = (asked === 'native' ? 'cpu:native' : asked).split(':')
  const load = Object.hasOwn(known, name) ? known[name] : undefined
  if (load) return { name, mode, load }
  const message = `There is no backend ${JSON.stringify(asked)}.`
  const remedy = suggestion(name, ['native', ...Object.keys(known)], 'names')
  return { unknown: new InvalidOptionError(message, remedy) }
}

/**
 * Opens the first of some backends that runs here. `choice`, else LEVEN_BACKEND, is taken instead of all of them: then
 * it runs, or it is an error. Nothing is chosen silently: the result says what was refused, and why.
 * A name that no backend has is refused like one that cannot run.
 * @throws BackendUnavailableError where none runs; InvalidOptionError where what was chosen has no such name.
 * @example
 * const { backend, name, refused } = await openBest(['native', 'gpujs', 'cpu'])
 */
export async function openBest(
  names: readonly string[] = ['cpu'],
  options: ChoiceOptions = {},
): Promise<Chosen> {
  const chosen = options.choice ?? environmentChoice()
  if (chosen !== undefined) return { name: chosen, backend: await openByName(chosen, options), refused: [] }
  const refused: Refusal[] = []
  for (const name of names) {
    const found = find(name, options)
    if ('unknown' in found) {
      refused.push({ name, reason: found.unknown.message, remedy: found.unknown.remedy })
      continue
    }
    try {
      return { name, backend: await openByName(name, options), refused }
    } catch (error) {
      if (!isLevenError(error) || error.code !== 'BACKEND_UNAVAILABLE') throw error
      refused.push({ name, reason: error.message, remedy: error.remedy })
    }
  }
  throw new BackendUnavailableError(
    names.join(', '),
    `None of the backends ${names.join(', ')} can run here: ${refused.map(({ reason }) => reason).join(' ')}`,
    'Add cpu, which runs wherever WebAssembly does.',
  )
}

/** A package that need not be installed. No text names it where a bundler looks: its build would end. */
async function openerOf(name: string, opener: string): Promise<OpenBackend> {
  const loaded: unknown = await import(/* @vite-ignore */ /* webpackIgnore: true */ name)
  const exports = new Map<string, unknown>(Object.entries(Object(loaded)))
  const open = exports.get(opener)
  if (!isOpener(open)) throw new Error(`${name} has no ${opener}.`)
  return open
}

function isOpener(value: unknown): value is OpenBackend {
  return typeof value === 'function'
}

/** LEVEN_BACKEND, where there is an environment. */
function environmentChoice(): string | undefined {
  const { process } = globalThis as { readonly process?: { readonly env?: Readonly<Record<string, string>> } }
  return process?.env?.LEVEN_BACKEND || undefined
}
