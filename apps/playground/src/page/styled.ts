/** Resolves once the page has its styles, whose colours are painted with: WebKit may run a script before they are there. */
export function styled(): Promise<unknown> | undefined {
  const there = getComputedStyle(document.documentElement).getPropertyValue('--ink')
  if (there || document.readyState === 'complete') return undefined
  return new Promise((resolve) => addEventListener('load', resolve, { once: true }))
}
