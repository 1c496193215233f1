/** Arguments as one line of a shell. */
export function shellLine(args: readonly string[]): string {
  return args
    .map((arg) => (/^[\w./:=,@%+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`))
    .join(' ')
}

/** How this process was called, as one line of a shell. */
export function ownLine(): string {
  return shellLine(['leven', ...process.argv.slice(2)])
}
