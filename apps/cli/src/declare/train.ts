import { type Command, Option } from 'commander'
import type {
  CompareCommandOptions,
  CrossvalidateCommandOptions,
  GivenTrainOptions,
} from '../command-options.ts'
import { groups } from '../option-groups.ts'
import * as parse from '../option-values.ts'
import { option } from '../options.ts'
import { mostCellsText } from '../table/most-cells.ts'
import { type Done, examples } from './command.ts'
import { addRecipe } from './recipe.ts'

export function declareTrain(command: Command, done: Done): void {
  command.description('Train a network on a table, save it, and show how good it is beside two baselines.')
  addRecipe(command, false)
  command
    .optionsGroup(groups.other)
    .option(
      '--workers <number>',
      'threads that members train on; the result is the same (default: one for each core)',
      parse.wholeNumber(1),
    )
    .option(
      '--maximise <goal>',
      'choose a threshold on rows that were not seen for f1, accuracy, youden or cost:fn=5,fp=1, and show it',
    )
    .option('--no-baseline', 'train no logistic regression to compare with')
    .option(
      '--stream',
      `keep the table in scratch files instead of memory, in the same bits; with --members 1 (default: above ${mostCellsText} cells)`,
    )
    .option('--no-stream', 'hold the table in memory, whatever its size')
    .option(
      '--report <file.html>',
      'also write a report: curves, calibration, importance, how to do it again',
      parse.fileOnly,
    )
    .option(
      '--out <file>',
      "where to save the model (default: the data's name, .safetensors, here)",
      parse.fileOnly,
    )
    .option(
      '--force',
      'let --out and --report replace files that are no model or report, and --checkpoint those of an earlier run',
    )
    .option(
      '--config <file.json>',
      'options of training by their names in programs, as { "hidden": [16] }; those given here win',
      parse.path,
    )
    .option('--checkpoint <folder>', 'keep there what it takes to go on if the run is broken off', parse.path)
    .option('--every <time>', 'from one checkpoint to the next, as 30s or 5m (default: 10s)', parse.seconds)
    .option(
      '--resume <folder>',
      'go on with the run whose checkpoints are there, with its table and options; it ends in the same bits',
      parse.path,
    )
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven train examples/penguins.csv --target species --hidden 32,16',
        'leven train sales.parquet --target price --ignore id,date --out price.safetensors',
        `leven train data.csv --target y --query "select * from data where year = '2025' order by id"`,
        'cat data.csv | leven train - --target y --out y.safetensors --json',
        'leven train data.csv --target y --checkpoint run',
        'leven train --resume run',
      ),
    )
    .action(async (data: string | undefined, written: GivenTrainOptions) => {
      const options =
        written.config === undefined
          ? written
          : await (await import('../config-file.ts')).withConfig(written, command)
      if (options.target === undefined && options.resume === undefined) {
        command.error("error: required option '--target <column>' not specified", { code: 'leven.noTarget' })
      }
      done(await (await import('../commands/train.ts')).trainCommand(data, options))
    })
}

export function declareCompare(command: Command, done: Done): void {
  command.description(
    'Train the same network from the same seed on several backends: cost, metrics and time of each, where their parameters part and by how much, and how near each operation comes to its error bar.',
  )
  addRecipe(command)
  command
    .optionsGroup(groups.other)
    .addOption(
      new Option(
        '--backends <names>',
        'two or more, as cpu,gpujs:webasm; the others are held against the first',
      )
        .argParser(parse.names)
        .makeOptionMandatory(),
    )
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven compare examples/breast-cancer.csv --target diagnosis --backends cpu,gpujs:webasm,reference',
      ),
    )
    .action(async (data: string | undefined, options: CompareCommandOptions) => {
      done(await (await import('../commands/compare.ts')).compareCommand(data, options))
    })
}

export function declareCrossvalidate(command: Command, done: Done): void {
  command
    .description(
      'Train each recipe whole on all folds but one, its own folds and choice inside, and measure it on the one left out; for every fold, and again with other folds. All recipes see the same folds.',
    )
    .option('--folds <number>', 'how many (default: 5)', parse.wholeNumber(2))
    .option('--repeats <number>', 'with other folds each time (default: 1)', parse.wholeNumber(1))
    .addOption(
      new Option(
        '--recipes <names>',
        'of default, small, single, linear, notes, as a,b; the others are held against the first (default: default,linear)',
      ).argParser(parse.names),
    )
    .option(
      '--workers <number>',
      'threads that members train on (default: one for each core)',
      parse.wholeNumber(1),
    )
  addRecipe(command)
  command
    .optionsGroup(groups.other)
    .option(
      '--report <file.html>',
      'also write a report: the recipes fold by fold, how to do it again',
      parse.fileOnly,
    )
    .option('--force', 'let --report replace a file that is no report')
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples('leven crossvalidate examples/penguins.csv --target species --recipes default,single,linear'),
    )
    .action(async (data: string | undefined, options: CrossvalidateCommandOptions) => {
      done(await (await import('../commands/crossvalidate.ts')).crossvalidateCommand(data, options))
    })
}
