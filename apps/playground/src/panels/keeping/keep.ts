import { effect } from '@preact/signals'
import type { Problem } from '../../data/problem.ts'
import { keepable } from '../../session/going-on.ts'
import { dataOfEntry, forgetData, frame, problem, source, startOver } from '../../session/session.ts'
import { defaultSettings } from '../../settings/settings.ts'
import { view } from '../../settings/view.ts'
import { forgetAll, keepData, keepLeft, keepRun } from './store.ts'

/** Milliseconds between two keepings while it trains. */
const interval = 2000

/** Parameters up to which a run is kept while it trains; above, only at rest, so that no frame waits for it. */
const light = 20_000

let keptProblem: Problem | undefined
let last = 0
let keeping: Promise<void> | undefined
let waits = false
let forgetting = false
let failed = false

/** Whether the data of the page are not in this browser's keeping. */
export function unkept(): boolean {
  return failed || keptProblem !== problem.value
}

/**
 * Keeps the session in this browser as it goes on, so that loading the page again loses nothing. Where the browser
 * keeps nothing, as in some private windows, the page goes on without. To be called once.
 */
export function keepOn(): void {
  effect(() => {
    const now = frame.value
    // What is kept is kept for an address, and that has the view, too.
    void view.value
    if (!now) return
    const size = now.parameters.reduce((sum, { W, b }) => sum + W.length + b.length, 0)
    if (now.playing && (size > light || performance.now() - last < interval)) return
    last = performance.now()
    void keepNewest()
  })
}

/** Keeps what there is. While it is busy with that, only the newest waits. */
async function keepNewest(): Promise<void> {
  if (forgetting) return
  waits = true
  keeping ??= keepWhileAnyWaits()
  await keeping
}

async function keepWhileAnyWaits(): Promise<void> {
  while (waits) {
    waits = false
    await keep()
  }
  keeping = undefined
}

/**
 * Forgets every run and all data that this browser kept, of this tab and of others.
 * @param anew also the run and the data that the page has now: it begins with the first of its own.
 */
export async function forget(anew: boolean): Promise<void> {
  forgetting = true
  forgetData()
  if (anew) startOver(defaultSettings)
  try {
    // What is just being written would come after.
    await keeping
    await forgetAll()
    keptProblem = undefined
  } finally {
    forgetting = false
  }
}

async function keep(): Promise<void> {
  if (failed) return
  try {
    const now = await keepable()
    if (!now) return
    const { run, problem: about } = now
    if (about !== keptProblem) {
      const { encoder, notes } = about
      const [from, name] = [plain(source.value), dataOfEntry()]
      await keepData({ format: 1, source: from, encoder, notes })
      if (name) await keepLeft(name, from)
      keptProblem = about
    }
    await keepRun(run)
  } catch {
    // No storage, or a full one: `unkept` says so before the page is left.
    failed = true
  }
}

/** The source without what cannot be kept: where each row stands in its file. */
function plain(from: typeof source.value): typeof source.value {
  if (from.kind !== 'table') return from
  const { source: name, columns, rows } = from.table
  return { ...from, table: { source: name, columns, rows } }
}
