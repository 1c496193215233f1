/** A direction: cosine and sine of an angle. */
export interface Direction {
  readonly x: number
  readonly y: number
}

/** The angle is halved so often before its series is summed, and doubled so often afterwards. */
const halvings = 6

/**
 * The direction of an angle in radians, by a short series and doublings. Only operations that every engine
 * rounds alike, so that a seed draws the same points in every browser; Math.cos and Math.sin differ.
 * Within 1e-11 up to three turns.
 */
export function direction(radians: number): Direction {
  const a = radians / 2 ** halvings
  const s = a * a
  let x = 1 - (s / 2) * (1 - (s / 12) * (1 - (s / 30) * (1 - (s / 56) * (1 - s / 90))))
  let y = a * (1 - (s / 6) * (1 - (s / 20) * (1 - (s / 42) * (1 - (s / 72) * (1 - s / 110)))))
  for (let i = 0; i < halvings; i++) [x, y] = [(x - y) * (x + y), 2 * x * y]
  return { x, y }
}
