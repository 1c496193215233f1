/**
 * A value of an option as a person types it in a shell: in quotes where it needs them.
 * @example
 * `--group ${shellWord('patient no')}` // --group "patient no"
 */
export function shellWord(value: string): string {
  if (/^[\p{L}\p{N}_.:+/%-]+$/u.test(value)) return value
  return /["$`\\!]/.test(value) ? `'${value.replaceAll("'", `'\\''`)}'` : `"${value}"`
}

/** A column's name in an option that takes a list of them, which is read as CSV. */
export function listWord(name: string): string {
  return shellWord(/[",]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
}
