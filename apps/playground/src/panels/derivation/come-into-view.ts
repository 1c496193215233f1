/** Frames in which a place may still move, and how many without a move are enough. */
const most = { frames: 30, still: 4 }

/**
 * Scrolls to an element and stays with it until it stands still: equations that come into view on the way are
 * laid out only then (`content-visibility`), and move what is below them.
 */
export function comeIntoView(element: HTMLElement): void {
  let [before, frames, still] = [Number.NaN, 0, 0]
  const settle = () => {
    const { top } = element.getBoundingClientRect()
    still = top === before ? still + 1 : 0
    if (still === 0) element.scrollIntoView({ block: 'start' })
    before = element.getBoundingClientRect().top
    frames++
    if (still < most.still && frames < most.frames) requestAnimationFrame(settle)
  }
  settle()
}
