// Where the kernels' scratch lies in memory. It is fixed and bounded: nothing here grows with a tensor.
// Tensors live from HEAP_START on, each followed by at least SLACK bytes of its own that a kernel may
// read and overwrite, so that the last vector of a matrix needs no special code.

/** Where this instance's scratch begins: an import, as each thread has its own. */
declare const SCRATCH: u32

/** Depth, rows and columns of the blocks a matrix product is cut into. */
export const DEPTH: u32 = 256
export const PRODUCT_ROWS: u32 = 256
export const PRODUCT_COLUMNS: u32 = 64

/**
 * Rows and columns of the part of a gradient that is summed at a time, and instances packed at a time. Large parts
 * pack each operand less often; a gradient of few rows is better off with few columns too, which stay in a near cache.
 */
export const GRADIENT_ROWS: u32 = 512
export const GRADIENT_COLUMNS: u32 = 400
export const FEW_ROWS: u32 = 128
export const COLUMNS_OF_FEW_ROWS: u32 = 128
export const PACKED_INSTANCES: u32 = 256

/** Instances in one block of a sum (docs/decisions/0003-order-of-summation.md). */
export const BLOCK: u32 = 1024

/** Bytes of one set of partial sums: GRADIENT_ROWS × GRADIENT_COLUMNS floats. */
export const SUMS_BYTES: u32 = GRADIENT_ROWS * GRADIENT_COLUMNS * 4
/** 2³⁰ floats fit into memory, so there are fewer than 2²¹ blocks. */
const LEVELS_COUNT: u32 = 21

/**
 * Bytes from one packed panel of a gradient to the next, 8 rows or 4 columns of PACKED_INSTANCES. A cache line
 * more than they need: packing writes to all panels in turn, and a power of two would put them into one cache set.
 */
export const ROW_PANEL_BYTES: u32 = 8 * PACKED_INSTANCES * 4 + 64
export const COLUMN_PANEL_BYTES: u32 = 4 * PACKED_INSTANCES * 4 + 64

/** Packed left operand of a gradient: GRADIENT_ROWS / 8 panels; or of a product: PRODUCT_ROWS × DEPTH floats, which is less. */
export const PANELS: u32 = SCRATCH
/**
 * Packed right operand of a gradient: GRADIENT_COLUMNS / 4 panels; or of a product: PRODUCT_COLUMNS × DEPTH floats,
 * which is less, as the last panel's spill needs.
 */
export const COLUMN_PANELS: u32 = PANELS + (GRADIENT_ROWS / 8) * ROW_PANEL_BYTES
/** One 8 × 4 tile, for the last rows of a matrix whose rows are no multiple of 8. */
export const TILE: u32 = COLUMN_PANELS + (GRADIENT_COLUMNS / 4) * COLUMN_PANEL_BYTES
/** Column numbers of `gather`, INDEX_CAPACITY at a time. */
export const INDICES: u32 = TILE + 1024
export const INDEX_CAPACITY: u32 = 8192
/** The instructions of program.ts that are at hand, at most PROGRAM_CAPACITY bytes of them. */
export const PROGRAM: u32 = INDICES + INDEX_CAPACITY * 4
export const PROGRAM_CAPACITY: u32 = 65536
/** The sums of the block at hand. */
export const SUMS: u32 = PROGRAM + PROGRAM_CAPACITY
/** The sums of 1, 2, 4, 8 … blocks: the digits of the binary counter in pairwise.ts. */
export const LEVELS: u32 = SUMS + SUMS_BYTES
export const HEAP_START: u32 = LEVELS + SUMS_BYTES * LEVELS_COUNT
