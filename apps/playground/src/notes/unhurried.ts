import type { Backend } from '@leven/core'

/**
 * The same backend for use on a page's main thread: once `slice` milliseconds have passed, a read waits for
 * the page to draw and to answer its user before it goes on.
 */
export function unhurried(on: Backend, slice = 8): Backend {
  let since = performance.now()
  return {
    ...on,
    info: on.info,
    async read(from) {
      const values = await on.read(from)
      if (performance.now() - since > slice) {
        await new Promise((resolve) => setTimeout(resolve))
        since = performance.now()
      }
      return values
    },
  }
}
