import type { Command, Option } from 'commander'

/** Told a command's exit status. */
export type Done = (status: number) => void

/** Gives a command its description, its options and what it does. */
export type Declare = (command: Command, done: Done) => void

/** Examples below a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`
}

export function addAll(command: Command, options: readonly Option[]): Command {
  for (const one of options) command.addOption(one)
  return command
}
