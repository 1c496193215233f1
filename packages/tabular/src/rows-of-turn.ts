/** Rows that are gone through before others may have their turn: thousandths of a second. */
export const rowsOfTurn: number = 2 ** 14
