import { mostEpochs } from '@leven/model'
import { type Command, Option } from 'commander'
import type { SweepCommandOptions, WorkerCommandOptions } from '../command-options.ts'
import { groups } from '../option-groups.ts'
import * as parse from '../option-values.ts'
import { option, readingOptions, textOptions } from '../options.ts'
import { addAll, type Done, examples } from './command.ts'

export function declareSweep(command: Command, done: Done): void {
  command
    .description(
      'Try many networks and ways to train them on a table, judge each on the same folds by rows it did not see, and print the best as a `leven train` line. Results are kept in a file: a sweep that is stopped goes on where it was.',
    )
    .addOption(option.target().makeOptionMandatory())
    .addOption(option.task())
    .addOption(option.positive())
    .addOption(option.ignore())
    .optionsGroup(groups.table)
    .option('--weight-column <column>', 'a column of sample weights')
    .addOption(option.query())
  addAll(command, [...readingOptions(), ...textOptions()])
    .optionsGroup(groups.training)
    .addOption(
      new Option(
        '--search <kind>',
        'random, grid, or halving of what random draws (default: random)',
      ).choices(['random', 'grid', 'halving']),
    )
    .option(
      '--try <name=values>',
      'values of an option of leven train, as "learning-rate=0.01|0.003"; may be repeated (default: a usual range)',
      parse.repeated,
    )
    .option('--trials <number>', 'how many (default: 30; all of a grid)', parse.wholeNumber(1))
    .option('--time <time>', 'begin no trial after so long, as 90s, 10m or 2h', parse.seconds)
    .option('--members <number>', 'folds that judge a trial', parse.wholeNumber(2))
    .option('--epochs <number>', `the most epochs (default: ${mostEpochs})`, parse.wholeNumber(1))
    .option('--seed <number>', 'decides trials, folds and first weights (default: 0)', parse.seed)
    .optionsGroup(groups.other)
    .option(
      '--results <file>',
      "JSON lines, added to (default: the data's name, .sweep.jsonl, here)",
      parse.fileOnly,
    )
    .option('--workers <number>', 'trials at once (default: one for each core)', parse.wholeNumber(1))
    .option(
      '--list [folder]',
      'run nothing: print one command for each trial, whose results go to the folder',
      parse.path,
    )
    .option('--collect <folder>', 'run nothing: put together what the commands of --list left', parse.path)
    .option('--only <id>', 'run this trial alone')
    .option(
      '--queue <url>',
      'let `leven worker` processes run the trials: redis://host:6379, Redis or Valkey',
    )
    .option('--audit <share>', 'let another worker repeat a share of the trials, as 5%', parse.percentage)
    .addOption(option.backend())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven sweep examples/penguins.csv --target species --trials 60',
        'leven sweep data.csv --target y --search grid --try "hidden=16|64" --try "l2=0.001|0.01"',
        // xargs would take the quotes of a line away, but for -0.
        "leven sweep data.csv --target y --list | tr '\\n' '\\0' | xargs -0 -n 1 -P 8 sh -c",
      ),
    )
    .action(async (data: string, options: SweepCommandOptions) => {
      done(await (await import('../commands/sweep.ts')).sweepCommand(data, options))
    })
}

export function declareWorker(command: Command, done: Done): void {
  command
    .description(
      'Run trials of `leven sweep --queue` on this machine, until it is interrupted. A worker that dies loses nothing: another one takes its trials.',
    )
    .requiredOption('--queue <url>', 'redis://host:6379, Redis or Valkey')
    .option('--workers <number>', 'trials at once (default: one for each core)', parse.wholeNumber(1))
    .addOption(option.verbose())
    .addHelpText('after', examples('leven worker --queue redis://queue.example:6379'))
    .action(async (options: WorkerCommandOptions) => {
      done(await (await import('../commands/worker.ts')).workerCommand(options))
    })
}
