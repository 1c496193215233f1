/** What is written from right to left, or has a sign that makes it so. */
const rightToLeft = /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufefc]|[\ud802\ud803\ud83a\ud83b]/

/** A name out of a table as a sentence holds it: one from right to left leaves what stands beside it in its order. */
export function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name
}
