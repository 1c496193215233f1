/** Names of the columns that come in between; no table has them. */
export const names = {
  text: (column: number): string => `leven_t${column}`,
  key: (column: number): string => `leven_k${column}`,
  place: (column: number): string => `leven_p${column}`,
  value: (column: number): string => `leven_v${column}`,
  missing: (column: number): string => `leven_m${column}`,
  date: (column: number): string => `leven_d${column}`,
  year: (column: number): string => `leven_year${column}`,
  month: (column: number): string => `leven_month${column}`,
  day: (column: number): string => `leven_day${column}`,
  clock: (column: number): string => `leven_clock${column}`,
  zone: (column: number): string => `leven_zone${column}`,
  seconds: (column: number): string => `leven_seconds${column}`,
  ahead: (column: number): string => `leven_ahead${column}`,
  input: (index: number): string => `leven_x${index}`,
} as const
