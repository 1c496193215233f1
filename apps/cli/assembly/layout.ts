// Where operands lie in memory. Each has room for one call; encoded rows lie from HEAP_START on, as many as there are.

/** Texts of a vector, and rows of a column, at most. */
export const MOST_ROWS: u32 = 2048

/** DuckDB's entries of texts, 16 bytes each. */
export const ENTRIES: u32 = 65536
/** The numbers that texts are, or that are encoded; float64. */
export const NUMBERS: u32 = ENTRIES + MOST_ROWS * 16
/** What each text is: its digits behind the point, or NO_DECIMAL. */
export const MARKS: u32 = NUMBERS + MOST_ROWS * 8
/** 10⁰ to 10²³; float64. */
export const POWERS: u32 = MARKS + MOST_ROWS
/** The robust scale of a column (robust.ts). */
export const SCALE: u32 = POWERS + 24 * 8
export const HEAP_START: u32 = ENTRIES + 65536
