/** How long what is above may still grow, in milliseconds: the derivation is fetched and calculated when it comes near. */
const settling = 4000

/** Brings an element to the middle of the window and keeps it there until the page has settled, or the visitor moves. */
export function holdInView(element: Element): void {
  const until = performance.now() + settling
  let held = true
  const letGo = () => {
    held = false
  }
  const movements = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const
  for (const movement of movements) addEventListener(movement, letGo, { once: true, passive: true })
  let place = Number.NaN
  const keep = () => {
    if (!held || performance.now() > until) {
      for (const movement of movements) removeEventListener(movement, letGo)
      return
    }
    if (element.getBoundingClientRect().top !== place) {
      element.scrollIntoView({ block: 'center' })
      place = element.getBoundingClientRect().top
    }
    requestAnimationFrame(keep)
  }
  keep()
}
