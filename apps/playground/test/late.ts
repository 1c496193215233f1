import type { BrowserContext } from 'playwright'

/** Milliseconds by which every page is late: LATE=300 in the environment shows a test that does not wait. */
export const usualDelay: number = Number(process.env.LATE ?? 0)

/** Makes a page wait as on a very busy machine: for the answers of workers, and for its own further parts. */
export async function makeLate(context: BrowserContext, late: number): Promise<void> {
  await context.addInitScript((milliseconds) => {
    for (const { prototype } of [Worker, MessagePort]) {
      const { addEventListener, removeEventListener } = prototype
      const waiting = new WeakMap<object, EventListener>()
      prototype.addEventListener = function (type: string, listener: EventListener, options?: object) {
        const later: EventListener = (event) => setTimeout(() => listener.call(this, event), milliseconds)
        if (type === 'message') waiting.set(listener, later)
        addEventListener.call(this, type, type === 'message' ? later : listener, options)
      }
      prototype.removeEventListener = function (type: string, listener: EventListener) {
        removeEventListener.call(this, type, waiting.get(listener) ?? listener)
      }
    }
  }, late)
  await context.route(/\.(js|css)$/, async (route) => {
    await new Promise((over) => setTimeout(over, late))
    await route.continue()
  })
}
