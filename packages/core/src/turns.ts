/**
 * Long work that can be left for a moment: it yields wherever others may have their turn. Done `inOneGo` or `inTurns`,
 * it comes to the same.
 */
export type Turns<T> = Generator<void, T, void>

/** Does work in one go, however long it takes. */
export function inOneGo<T>(work: Turns<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
