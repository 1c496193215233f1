// The door of the WebAssembly module: what reading and encoding a large table takes most time for.
// packages/tabular does the same in JavaScript, in the same bits.

export { NO_DECIMAL, readDecimals } from './decimals'
export { ENTRIES, HEAP_START, MARKS, MOST_ROWS, NUMBERS, POWERS, SCALE } from './layout'
export { MOST_BINS, writeRobust } from './robust'
