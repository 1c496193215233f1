import { basename } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import { type FittedModel, load } from '@leven/leven'
import { readBytes } from '../model-input.ts'

/** A model that is served, and the requests that still use it. */
interface Served {
  readonly fitted: FittedModel
  pending: number
  /** Whether another has taken its place. */
  replaced: boolean
}

/** The models of a service, by name. */
export interface ServedModels {
  readonly names: readonly string[]
  has(name: string): boolean
  /** Lets some work use a model that is done when it returns, so that nothing is loaded meanwhile. */
  now<T>(name: string, work: (model: FittedModel) => T): T
  /** Lets some work use a model, which stays until the work is done, whatever is loaded meanwhile. */
  using<T>(name: string, work: (model: FittedModel) => T | Promise<T>): Promise<T>
  /** Loads every file anew; where one cannot be loaded, all stay as they are. */
  reload(): Promise<void>
  close(): Promise<void>
}

/**
 * Loads models: `penguins.safetensors` is served as penguins, `other=penguins.safetensors` as other.
 * @throws InvalidOptionError where two have one name; DataError, ModelError where a file cannot be loaded.
 */
export async function serveModels(paths: readonly string[]): Promise<ServedModels> {
  const files = new Map<string, string>()
  for (const given of paths) {
    const [, own, path = given] = /^([\w.-]+)=(.+)$/.exec(given) ?? []
    const name = own ?? basename(path).replace(/\.safetensors$/, '')
    if (files.has(name)) {
      throw new InvalidOptionError(
        `Two models are called ${JSON.stringify(name)}.`,
        'Give one another name, as other=model.safetensors.',
      )
    }
    files.set(name, path)
  }
  let served = await loadAll(files)

  async function retire(old: ReadonlyMap<string, Served>): Promise<void> {
    for (const one of old.values()) {
      one.replaced = true
      if (one.pending === 0) await one.fitted.close()
    }
  }

  function named(name: string): Served {
    const one = served.get(name)
    if (one) return one
    throw new InvalidOptionError(`There is no model ${JSON.stringify(name)}.`, 'See /v1/models.')
  }

  return {
    names: [...files.keys()],
    has: (name) => served.has(name),
    now: (name, work) => work(named(name).fitted),
    async using(name, work) {
      const one = named(name)
      one.pending++
      try {
        return await work(one.fitted)
      } finally {
        one.pending--
        if (one.replaced && one.pending === 0) await one.fitted.close()
      }
    },
    async reload() {
      const next = await loadAll(files)
      const old = served
      served = next
      await retire(old)
    },
    close: () => retire(served),
  }
}

async function loadAll(files: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Served>> {
  const loaded = new Map<string, Served>()
  try {
    for (const [name, path] of files) {
      const bytes = await readBytes(path)
      loaded.set(name, { fitted: await load(bytes, path), pending: 0, replaced: false })
    }
    return loaded
  } catch (error) {
    for (const { fitted } of loaded.values()) await fitted.close()
    throw error
  }
}
