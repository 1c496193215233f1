/** A table of more cells than this is streamed by `train`: not held in memory, and trained on from files. */
export const mostCellsHeld = 40_000_000
/** The same for people, written out: the first toLocaleString of a process takes 20 ms. */
export const mostCellsText = '40,000,000'
