import type { Locator } from 'playwright'

/**
 * What people read or hear of a part of the page: its texts, and the names of what is in it. Not what is in code,
 * which is the same in every language, nor what stands there for who runs no script.
 */
export async function seenTexts(part: Locator): Promise<readonly string[]> {
  return part.evaluate((root) => {
    const found: string[] = []
    for (const element of [root, ...root.querySelectorAll('*')]) {
      if (element.closest('code, pre, math, noscript')) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) {
        const value = element.getAttribute(name)
        if (value) found.push(value)
      }
      // A sentence may go on over its emphasis.
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
      const text = own.map((node) => node.textContent).join(' ')
      if (text.trim()) found.push(text.replace(/\s+/g, ' ').trim())
    }
    return [...new Set(found)]
  })
}

/** Words that no English sentence is long without, and that are none in German. */
const english = /\b(the|of|is|are|with|this|each|every|from|by|at|not|and|to|step|instance|unit|epoch)\b/i

/** Whose name is English. */
const authors = 'The Leven authors'

/** Those of some texts that are English. */
export function englishAmong(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => english.test(text.replace(authors, '')))
}
