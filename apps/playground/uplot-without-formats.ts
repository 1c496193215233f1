import type { Plugin } from 'vite'

/**
 * What uPlot makes as it is loaded though the page's chart, which writes its own ticks and knows no times, never asks
 * for it: the first formatter of a page loads the browser's tables, 60 ms or more of the main thread, as play begins.
 */
const unused = [
  ["new Intl.NumberFormat(domEnv ? nav.language : 'en-US')", '{ format: String }'],
  ['new Intl.DateTimeFormat().resolvedOptions().timeZone', 'undefined'],
] as const

/** Leaves them out. */
export const uplotWithoutFormats: Plugin = {
  name: 'uplot-without-formats',
  transform(code, id) {
    if (!/uplot[\\/]dist[\\/]uPlot\.esm\.js$/.test(id)) return undefined
    let lighter = code
    for (const [made, instead] of unused) {
      if (!lighter.includes(made)) throw new Error(`uPlot no longer makes ${made}.`)
      lighter = lighter.replace(made, instead)
    }
    return { code: lighter, map: null }
  },
}
