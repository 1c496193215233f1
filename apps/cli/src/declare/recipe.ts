import { defaults, mostEpochs, notes } from '@leven/model'
import { type Command, Option } from 'commander'
import { groups } from '../option-groups.ts'
import * as parse from '../option-values.ts'
import { option, readingOptions, textOptions } from '../options.ts'
import { addAll } from './command.ts'

/**
 * What says which network is trained on which column, and how: of every command that trains.
 * @param targetMandatory whether there is no run without a target.
 */
export function addRecipe(command: Command, targetMandatory = true): void {
  const rates = Object.entries(defaults.learningRate).map(([name, rate]) => `${name} ${rate}`)
  const optimizers = Object.keys(defaults.learningRate)
  command
    .addOption(option.target().makeOptionMandatory(targetMandatory))
    .addOption(option.task())
    .addOption(option.positive())
    .addOption(option.ignore())
    .optionsGroup(groups.table)
    .option('--weight-column <column>', 'a column of sample weights')
    .addOption(option.query())
  addAll(command, [...readingOptions(), ...textOptions()])
    .addOption(option.hidden())
    .addOption(option.activation())
    .optionsGroup(groups.training)
    .addOption(
      new Option('--optimizer <name>', `${optimizers.join(', ')} (default: ${defaults.optimizer})`).choices(
        optimizers,
      ),
    )
    .option('--learning-rate <number>', `(default: ${rates.join(', ')})`, parse.positiveNumber)
    .option('--no-retry', 'do not begin again at lower rates where training diverges or collapses')
    .option(
      '--members <number>',
      'networks trained on folds of the rows and folded into one; 1 is a single network with rows held out (default: 8 up to 20,000 rows, 4 up to 100,000, then 1)',
      parse.wholeNumber(1),
    )
    .option('--small', 'one network trained again on all rows, instead of the members folded into one')
    .option(
      '--epochs <number>',
      `passes over the rows trained on (default: ${defaults.epochs}; with members at most ${mostEpochs}, the best is kept)`,
      parse.wholeNumber(1),
    )
    .option(
      '--batch-size <rows>',
      `rows of a step, or full (default: ${defaults.batchSize})`,
      parse.batchSize,
    )
    .option(
      '--l2 <number>',
      `strength of J + (l2/2) ΣW² (default: ${defaults.l2InWords}; with members 1 / rows)`,
      parse.nonNegativeNumber,
    )
    .addOption(
      new Option(
        '--class-weights <kind>',
        'balanced, so that each class counts the same, or none (default: none)',
      ).choices(['balanced', 'none']),
    )
    .option(
      '--seed <number>',
      `decides first weights, shuffles and, unless --split-seed does, the split (default: ${defaults.seed})`,
      parse.seed,
    )
    .option(
      '--group <column>',
      'rows with the same value here stay on one side of every split; it is no feature',
    )
    .option('--split <how>', 'random, or time:COLUMN to judge by what comes later (default: random)')
    .option('--split-seed <number>', 'decides which rows are in which fold, or held out', parse.seed)
    .option(
      '--validation <share>',
      `with a single network: share of rows held out; 0 is none (default: ${defaults.validation})`,
      parse.share,
    )
    .option(
      '--patience <epochs>',
      `with a single network: stop when the validation cost has not fallen for so many; 0 is never (default: ${defaults.patience})`,
      parse.wholeNumber(0),
    )
    .addOption(
      new Option(
        '--recipe <name>',
        `notes: exactly the derivation: one hidden ReLU layer, sigmoid, full-batch gradient descent, ${notes.epochs} epochs, no validation`,
      ).choices(['notes']),
    )
}
