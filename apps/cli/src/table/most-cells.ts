/** A table of more cells than this is streamed by `train`: not held in memory, and trained on from files. */
export const mostCellsHeld = 40_000_000
