import { defaults } from '@leven/model'
import type { Command } from 'commander'
import type { CommonOptions, ConformCommandOptions, GradcheckCommandOptions } from '../command-options.ts'
import { groups } from '../option-groups.ts'
import * as parse from '../option-values.ts'
import { option, readingOptions, textOptions } from '../options.ts'
import { addAll, type Done, examples } from './command.ts'

export function declareGradcheck(command: Command, done: Done): void {
  command
    .description(
      'Hold the gradients of backpropagation against central differences, in float64: of networks of every output, activation and depth up to three hidden layers, or of the network of a table. Exits 1 where a relative difference is above 1e-7.',
    )
    .addOption(option.target())
    .addOption(option.task())
    .addOption(option.positive())
    .addOption(option.ignore())
    .option('--weight-column <column>', 'a column of sample weights')
    .addOption(option.query())
  addAll(command, [...readingOptions(), ...textOptions()])
    .addOption(option.hidden())
    .addOption(option.activation())
    .optionsGroup(groups.other)
    .option('--l2 <number>', 'strength of J + (l2/2) ΣW² (default: 0.01)', parse.nonNegativeNumber)
    .option('--seed <number>', `decides the weights (default: ${defaults.seed})`, parse.seed)
    .option('--backend <name>', 'one that computes in float64 (default: reference)')
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven gradcheck', 'leven gradcheck examples/iris.csv --target species'))
    .action(async (data: string | undefined, options: GradcheckCommandOptions) => {
      done(await (await import('../commands/gradcheck.ts')).gradcheckCommand(data, options))
    })
}

export function declareBackends(command: Command, done: Done): void {
  command
    .description('List the backends with the device each would use here, or why it cannot run.')
    .addOption(option.json())
    .addOption(option.verbose())
    .action(async (options: CommonOptions) => {
      done(await (await import('../commands/backends.ts')).backendsCommand(options))
    })
}

export function declareConform(command: Command, done: Done): void {
  command
    .description('Try a backend against the laws every backend must obey. Exits 1 where one is broken.')
    .optionsGroup(groups.other)
    .option(
      '--runs <number>',
      'cases for each law (default: 100, or 1000 with --thorough)',
      parse.wholeNumber(1),
    )
    .option('--thorough', 'also the laws of rare faults, and more cases of all others; takes minutes')
    .option('--seed <number>', 'repeats a report (default: from the clock)', parse.seed)
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven conform cpu', 'leven conform ./my-backend.js --runs 20 --seed 1'))
    .action(async (backend: string, options: ConformCommandOptions) => {
      done(await (await import('../commands/conform.ts')).conformCommand(backend, options))
    })
}
