/*
 * What is known at once, before any storage is opened: this tab's name, and whether any visit kept data. Storage may
 * be forbidden altogether; then nothing is known.
 */

const tabKey = 'leven.tab'
const flagKey = 'leven.kept'

/**
 * Whether the page is loaded again in a tab that has kept something. Who opens its address anew begins anew, under
 * another name, so that what was kept stays.
 */
export function isKnownTab(): boolean {
  const again = performance
    .getEntriesByType('navigation')
    .some((entry) => entry instanceof PerformanceNavigationTiming && entry.type !== 'navigate')
  const known = read(() => sessionStorage.getItem(tabKey)) !== null
  if (known && !again) sessionStorage.removeItem(tabKey)
  return known && again
}

/** This tab's name: its own over a reload, so that two tabs never write over each other. */
export function tabName(): string {
  const known = read(() => sessionStorage.getItem(tabKey))
  if (known !== null) return known
  const made = crypto.getRandomValues(new Uint32Array(4)).join('-')
  sessionStorage.setItem(tabKey, made)
  return made
}

/** Whether data are kept that no link brings back. */
export function anyKept(): boolean {
  return read(() => localStorage.getItem(flagKey)) !== null
}

/** Notes whether data are kept that no link brings back. */
export function noteKept(any: boolean): void {
  if (any) localStorage.setItem(flagKey, 'yes')
  else localStorage.removeItem(flagKey)
}

function read(from: () => string | null): string | null {
  try {
    return from()
  } catch {
    return null
  }
}
