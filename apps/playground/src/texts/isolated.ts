/** What living scripts write from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/

/** A name out of a table as a sentence holds it: one from right to left leaves what stands beside it in its order. */
export function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name
}
