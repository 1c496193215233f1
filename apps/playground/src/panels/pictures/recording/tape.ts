/** What takes the pictures of one canvas, as they come. */
export interface Tape {
  /** The canvas has a new picture, so many milliseconds after the first. */
  add(at: number): void
  /** What was recorded, its last picture held for a moment. */
  end(at: number): Promise<Blob>
}

/** How long the last picture is held, in milliseconds: it is where the run has come to. */
export const held = 600
