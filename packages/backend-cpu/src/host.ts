import type { WorkerThreads } from './threads/thread-host.ts'

/** What of Node's modules is used. */
export interface Host {
  readonly target: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly workers: WorkerThreads
  /** Processors that this process may use. */
  readonly processors: number
  require(id: string): unknown
  resolve(id: string): string
}

interface Builtins {
  'node:module': { createRequire(from: string): { (id: string): unknown; resolve(id: string): string } }
  'node:worker_threads': WorkerThreads
  'node:os': { availableParallelism(): number }
}

interface HostProcess {
  readonly platform: string
  readonly arch: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly getBuiltinModule?: <Id extends keyof Builtins>(id: Id) => Builtins[Id]
}

/** Node, or what offers its modules; undefined in a page. No import names them: a bundle for a page must not look for them. */
export function host(): Host | undefined {
  const process = (globalThis as { readonly process?: HostProcess }).process
  const builtin = process?.getBuiltinModule
  if (!process || !builtin) return undefined
  const require = builtin('node:module').createRequire(import.meta.url)
  return {
    target: `${process.platform}-${process.arch}`,
    env: process.env,
    workers: builtin('node:worker_threads'),
    processors: builtin('node:os').availableParallelism(),
    require,
    resolve: (id) => require.resolve(id),
  }
}
