import type { Page } from 'playwright'
import { expect } from 'vitest'

/** Waits until this browser keeps a run of the tab that stands at an epoch: the next reload goes on from there. */
export async function keptAt(page: Page, epoch: number): Promise<void> {
  await expect
    .poll(async () => epochsOf(await page.evaluate(keptSessions)), { timeout: 30_000 })
    .toContain(epoch)
}

/** The same for an engine that is told scripts: loads the page again once the run is kept. */
export function reloadOnceKeptAt(epoch: number): string {
  return `(async () => {
    while (!(await (${keptSessions})()).some((run) => run?.epoch === ${epoch})) await new Promise((resume) => setTimeout(resume, 50))
    location.reload()
  })()`
}

/** All that this browser keeps, as a text to look for words in. */
export async function keptText(page: Page): Promise<string> {
  return JSON.stringify(await page.evaluate(keptSessions))
}

function epochsOf(kept: readonly unknown[]): readonly number[] {
  return kept.flatMap((run) =>
    typeof run === 'object' && run !== null && 'epoch' in run ? [Number(run.epoch)] : [],
  )
}

/** The runs and the data that are kept. Runs in the page. */
async function keptSessions(): Promise<readonly unknown[]> {
  // To open a database that is not there would make it, empty.
  const there = await indexedDB.databases()
  if (!there.some(({ name }) => name === 'leven-playground')) return []
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  const opened = await answer(indexedDB.open('leven-playground'))
  const sessions = opened.transaction('sessions').objectStore('sessions')
  const kept: readonly unknown[] = await answer(sessions.getAll())
  opened.close()
  return kept
}
