import { createStore, delMany, get, getMany, keys, set, type UseStore } from 'idb-keyval'
import type { DataSource } from '../../data/data-source.ts'
import type { Kept, KeptData, KeptRun, KeptSource } from '../../session/kept.ts'
import { noteKept, tabName } from './known.ts'

/** Sessions that are kept; the oldest go first. */
const most = 5

let opened: UseStore | undefined

function store(): UseStore {
  opened ??= createStore('leven-playground', 'sessions')
  return opened
}

const runKey = (of: string) => `run ${of}`
const dataKey = (of: string) => `data ${of}`
const leftKey = (of: string, name: string) => `left ${of} ${name}`

/** Keeps where this tab's run stands. */
export async function keepRun(run: KeptRun): Promise<void> {
  await set(runKey(tabName()), run, store())
}

/** Keeps what this tab's run learns from. */
export async function keepData(data: KeptData): Promise<void> {
  await set(dataKey(tabName()), data, store())
  if (data.source.kind !== 'shape') noteKept(true)
}

/**
 * Keeps data for the way Back to them once they are left; as many as sessions, the oldest go first.
 * @param name as the entry of the browser's history has it: later ones have larger numbers.
 */
export async function keepLeft(name: string, source: DataSource): Promise<void> {
  const kept: KeptSource = { format: 1, source }
  await set(leftKey(tabName(), name), kept, store())
  const names = (await leftKeys(tabName())).map((key) => Number(key.split(' ').at(-1)))
  const old = names.sort((a, b) => a - b).slice(0, -most)
  if (old.length > 0)
    await delMany(
      old.map((each) => leftKey(tabName(), String(each))),
      store(),
    )
}

/** Data that this tab kept by their name. */
export async function leftData(name: string): Promise<DataSource | undefined> {
  const kept: unknown = await get(leftKey(tabName(), name), store())
  return isKeptSource(kept) ? kept.source : undefined
}

async function leftKeys(of: string): Promise<readonly string[]> {
  return (await keys(store())).map(String).filter((key) => key.startsWith(leftKey(of, '')))
}

/** What this tab kept; undefined where it kept nothing, or nothing can be kept here. */
export async function ownKept(): Promise<Kept | undefined> {
  return keptOf(tabName())
}

/** The newest session of any tab; older ones than are kept are let go. */
export async function newestKept(): Promise<Kept | undefined> {
  const tabs = (await keys(store()))
    .map(String)
    .flatMap((key) => (key.startsWith('run ') ? [key.slice(4)] : []))
  const runs: readonly unknown[] = await getMany(tabs.map(runKey), store())
  const timeOf = (place: number) => {
    const run = runs[place]
    return isKeptRun(run) ? run.time : 0
  }
  const byAge = tabs.map((name, place) => ({ name, time: timeOf(place) })).sort((a, b) => b.time - a.time)
  for (const { name } of byAge.slice(most)) {
    await delMany([runKey(name), dataKey(name), ...(await leftKeys(name))], store())
  }
  const [newest] = byAge
  return newest && keptOf(newest.name)
}

/** Forgets what this browser kept of every run. */
export async function forgetAll(): Promise<void> {
  await delMany(await keys(store()), store())
  noteKept(false)
}

async function keptOf(name: string): Promise<Kept | undefined> {
  const run: unknown = await get(runKey(name), store())
  const data: unknown = await get(dataKey(name), store())
  return isKeptRun(run) && isKeptData(data) ? { run, data } : undefined
}

function isKept(value: unknown): value is { readonly format: 1 } {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === 1
}

function isKeptRun(value: unknown): value is KeptRun {
  return isKept(value) && 'state' in value && 'hash' in value
}

function isKeptSource(value: unknown): value is KeptSource {
  return isKept(value) && 'source' in value
}

function isKeptData(value: unknown): value is KeptData {
  return isKept(value) && 'source' in value && 'encoder' in value
}
