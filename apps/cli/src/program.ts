import { InvalidOptionError } from '@leven/core'
import { Command, CommanderError, Help, Option } from 'commander'
import { examples } from './declare/command.ts'
import { declareCommands } from './declare.ts'
import { exitStatus, statusOf } from './exit-status.ts'
import { endOnSignals } from './interrupt.ts'
import { groups } from './option-groups.ts'
import { complain, statusOfTold, watchOutputs, write } from './terminal.ts'
import { version } from './version.ts'

/**
 * Runs the command line.
 * @param argv the arguments, without node and the script.
 * @returns the exit status.
 */
export async function run(argv: readonly string[]): Promise<number> {
  watchOutputs()
  endOnSignals()
  let status: number = exitStatus.done
  const program = build()
  const told = (result: number) => {
    status = result
  }
  try {
    await declareCommands(program, told, (name) => argv.includes(name))
    await program.parseAsync(argv, { from: 'user' })
    return statusOfTold(status)
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      complain(error, argv.includes('--verbose'))
      return statusOf(error)
    }
    if (error.exitCode === 0) return exitStatus.done // help or version was asked for
    if (error.code === 'commander.help') return exitStatus.usage // no command was given
    const command = program.commands.find((known) => known.name() === argv[0])
    complain(inOurForm(error, command ? `leven ${command.name()} --help` : 'leven --help'), false)
    return exitStatus.usage
  }
}

/** The parser's complaint as one of ours: a sentence and a remedy. */
function inOurForm({ message }: CommanderError, help: string): InvalidOptionError {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n')
  const hint = rest
    .join(' ')
    .trim()
    .replace(/^\((.*)\)$/, '$1')
  const [sentence = '', remedy] = first.split(/(?<=is invalid\.) /)
  const told = sentence.charAt(0).toUpperCase() + sentence.slice(1)
  return new InvalidOptionError(told.replace(/\.?$/, '.'), hint || remedy || `See ${help}.`)
}

/** A command of the list. Each has options, also where they are not declared. */
function subcommandTerm(command: Command): string {
  const term = new Help().subcommandTerm(command)
  const name = command.name()
  return name === 'help' || term.includes('[options]') ? term : term.replace(name, `${name} [options]`)
}

function build(): Command {
  return new Command('leven')
    .description('Train, evaluate and run neural networks on tables.')
    .version(version(), '--version', 'print the version')
    .addHelpOption(new Option('-h, --help', 'show help').helpGroup(groups.other))
    .helpCommand('help [command]', 'show help for a command')
    .exitOverride()
    .configureOutput({ writeOut: write, outputError: () => {} })
    .configureHelp({
      // Options that have choices name them in their own words.
      optionDescription: ({ description }) => description,
      subcommandTerm,
    })
    .addHelpText(
      'after',
      `${examples(
        'leven train examples/breast-cancer.csv --target diagnosis',
        'leven predict breast-cancer.safetensors examples/breast-cancer.csv',
        'leven help train',
      )}
Exit status: 0 done, 1 failed, 2 usage, 3 bad data, 4 bad model, 5 backend unavailable, 130 interrupted.`,
    )
}
