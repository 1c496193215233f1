/** Measures epochs a second over about the last second. */
export class Speedometer {
  #marks: { readonly time: number; readonly epochs: number }[] = []

  /** Notes that so many epochs were done in all at a time in milliseconds. */
  note(time: number, epochs: number): void {
    this.#marks.push({ time, epochs })
    while (this.#marks.length > 2 && time - (this.#marks[0]?.time ?? time) > 1000) this.#marks.shift()
  }

  /** Epochs a second; 0 while there is nothing to measure. */
  speed(): number {
    const [first, last] = [this.#marks[0], this.#marks.at(-1)]
    if (!first || !last || last.time <= first.time) return 0
    return (1000 * (last.epochs - first.epochs)) / (last.time - first.time)
  }

  /** Begins anew. */
  clear(): void {
    this.#marks = []
  }
}
