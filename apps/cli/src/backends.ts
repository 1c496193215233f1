import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  type Backend,
  BackendUnavailableError,
  InvalidOptionError,
  isLevenError,
  type OpenBackend,
  type OpenOptions,
} from '@leven/core'
import { backendLoaders } from '@leven/leven'
import { nearest } from './nearest.ts'

/** The backends known by name. Each is loaded when it is asked for. */
const registry: Readonly<Record<string, () => Promise<OpenBackend>>> = {
  ...backendLoaders,
  gpujs: async () => {
    // gpu.js asks `require` for the optional gl, and finds none in a bundle of ES modules.
    Object.assign(globalThis, { require: createRequire(import.meta.url) })
    return (await import('@leven/backend-gpujs')).openGpujsBackend
  },
}

/** The names, in the order in which they are listed. */
const backendNames: readonly string[] = Object.keys(registry)

/** Every way a backend can be asked for: by its name alone, or by its modes where it has several. */
export const backendsAndModes: readonly string[] = [
  ...['cpu', 'cpu:native', 'cpu:wasm'],
  'reference',
  ...['webgl2', 'webgl', 'headlessgl', 'webasm', 'cpu'].map((mode) => `gpujs:${mode}`),
]

/** What is used where neither --backend nor LEVEN_BACKEND says otherwise. */
export const defaultBackend = 'cpu'

/**
 * Opens the backend asked for: a name or a module's path, with a mode behind a colon where it has modes.
 * Without `asked`, LEVEN_BACKEND decides, else the default.
 * @throws InvalidOptionError where there is no such name or module; BackendUnavailableError where it cannot open.
 * @example
 * await openBackend('cpu')
 * await openBackend('./my-backend.js:fast')
 */
export async function openBackend(asked?: string, options: OpenOptions = {}): Promise<Backend> {
  const wanted = asked ?? (process.env.LEVEN_BACKEND || defaultBackend)
  const [, name = wanted, mode] = /^(.+?)(?::([^:/\\]+))?$/.exec(wanted) ?? []
  const load = registry[name] ?? (isPath(name) ? () => loadModule(name) : undefined)
  if (!load) throw unknown(name)
  try {
    return await (await load())(mode, options)
  } catch (cause) {
    if (isLevenError(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new BackendUnavailableError(
      wanted,
      `The backend ${wanted} cannot be opened: ${reason}`,
      'Choose another with --backend; `leven backends` lists them.',
      { cause },
    )
  }
}

function unknown(name: string): InvalidOptionError {
  const like = nearest(name, backendNames)
  return new InvalidOptionError(
    `There is no backend ${JSON.stringify(name)}.`,
    like
      ? `Did you mean ${like}?`
      : `There are ${backendNames.join(' and ')}; a module is named by its path, as ./my-backend.js.`,
  )
}

function isPath(name: string): boolean {
  return /[/\\]|\.[cm]?[jt]s$/.test(name)
}

async function loadModule(path: string): Promise<OpenBackend> {
  const file = resolve(path)
  await access(file).catch((cause: unknown) => {
    throw new InvalidOptionError(`There is no backend module ${path}.`, 'Check the path.', { cause })
  })
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href)
  if (!isOpenBackend(module.default)) {
    throw new InvalidOptionError(
      `The module ${path} does not export a backend.`,
      'Its default export must be an async function that opens one.',
    )
  }
  return module.default
}

/** A function is all that can be seen from outside; what it opens is `leven conform`'s business. */
function isOpenBackend(value: unknown): value is OpenBackend {
  return typeof value === 'function'
}
