/** Resolves once the page has its styles, whose colours are painted with: WebKit may run a script before they are there. */
export function styled(): Promise<unknown> | undefined {
  if (getComputedStyle(document.documentElement).getPropertyValue('--ink')) return undefined
  return new Promise((resolve) => addEventListener('load', resolve, { once: true }))
}
