/** Pixels of a canvas for each CSS pixel: what the screen has, up to two. */
export function density(): number {
  return Math.min(2, Math.max(1, devicePixelRatio))
}
