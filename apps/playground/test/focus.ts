import type { Page } from 'playwright'

/** Moves on with Tab until the control of that name has the focus; returns the style of its outline. */
export async function focus(page: Page, name: string, presses = 80): Promise<string> {
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press('Tab')
    const found = await page.evaluate(() => {
      const { activeElement: active } = document
      const labels =
        active instanceof HTMLInputElement ||
        active instanceof HTMLSelectElement ||
        active instanceof HTMLTextAreaElement
          ? active.labels
          : null
      const ring = active ? getComputedStyle(active).outlineStyle : 'none'
      const text = active?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? active?.textContent ?? ''
      return { text, ring }
    })
    if (found.text.startsWith(name)) return found.ring
  }
  throw new Error(`${name} was not reached by the keyboard.`)
}
