/** Parts that wait to be drawn. */
const waiting = new Set<() => void>()

/** Draws a part with one of the next frames, in turn with others that wait: one part in each frame. */
export function drawInTurn(draw: () => void): void {
  if (waiting.size === 0) requestAnimationFrame(drawNext)
  waiting.add(draw)
}

/** Lets a part that waits go undrawn. */
export function leaveTurn(draw: () => void): void {
  waiting.delete(draw)
}

function drawNext(): void {
  const [draw] = waiting
  if (!draw) return
  waiting.delete(draw)
  draw()
  if (waiting.size > 0) requestAnimationFrame(drawNext)
}
