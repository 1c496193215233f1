import { type Command, Option } from 'commander'
import type {
  EvaluateCommandOptions,
  ExplainCommandOptions,
  InspectCommandOptions,
  PredictCommandOptions,
} from '../command-options.ts'
import { groups } from '../option-groups.ts'
import * as parse from '../option-values.ts'
import { option, textOptions } from '../options.ts'
import { addAll, type Done, examples } from './command.ts'

export function declareEvaluate(command: Command, done: Done): void {
  command
    .description('Measure how well a model predicts the target column of a table.')
    .addOption(option.query())
    .option(
      '--weight-column <column>',
      "a column of sample weights (default: the model's, where it is there)",
    )
  addAll(command, textOptions())
    .optionsGroup(groups.other)
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven evaluate breast-cancer.safetensors new-patients.csv --json'))
    .action(async (model: string, data: string | undefined, options: EvaluateCommandOptions) => {
      done(await (await import('../commands/evaluate.ts')).evaluateCommand(model, data, options))
    })
}

export function declarePredict(command: Command, done: Done): void {
  command
    .description(
      'Predict each row of a table, in its order, as CSV on stdout. The table is read and written piece by piece, however long it is.',
    )
    .addOption(option.query())
  addAll(command, textOptions())
    .optionsGroup(groups.other)
    .option('--id <column>', 'put this column of the table first')
    .option('--columns <columns>', 'put these columns of the table first, as a,b; * is all', parse.names)
    .option('--out <file>', 'where to write; - is stdout (default: stdout)', parse.path)
    .addOption(
      new Option(
        '--to <format>',
        'csv, jsonl or parquet (default: by the extension of --out, else csv)',
      ).choices(['csv', 'jsonl', 'parquet']),
    )
    .option('--force', 'let --out replace what is read, or a model')
    .addOption(
      new Option(
        '--on-error <what>',
        'what to do with a row that cannot be predicted: stop, blank or skip (default: stop)',
      ).choices(['stop', 'blank', 'skip']),
    )
    .option(
      '--threshold <number>',
      'probability from which a row is positive (default: 0.5)',
      parse.probability,
    )
    .option(
      '--interval <level>',
      'add lower and upper, or a set of labels, that hold so many of the rows: 0.5, 0.8, 0.9, 0.95 or 0.99',
      parse.probability,
    )
    .option('--escape-formulas', "put a ' before what a spreadsheet would take for a formula")
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json('JSON lines with the same keys'))
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven predict model.safetensors new.csv > predictions.csv',
        'cat new.csv | leven predict model.safetensors - --id patient --json',
        'leven predict model.safetensors new.csv --columns patient,age --out predictions.parquet',
      ),
    )
    .action(async (model: string, data: string | undefined, options: PredictCommandOptions) => {
      done(await (await import('../commands/predict.ts')).predictCommand(model, data, options))
    })
}

export function declareExplain(command: Command, done: Done): void {
  command
    .description(
      'Show how much worse a model predicts without each column, how its prediction goes with them, and with --row what each column adds to one prediction. Give rows that the model has not seen: on those it was trained on, importance is flattered.',
    )
    .option('--row <number>', 'explain the prediction of this row, from 1', parse.wholeNumber(1))
    .option('--repeats <number>', 'how often each column is dealt anew (default: 5)', parse.wholeNumber(1))
    .option('--seed <number>', 'decides rows and orders that are drawn (default: 0)', parse.seed)
    .addOption(option.query())
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven explain breast-cancer.safetensors new-patients.csv',
        'leven explain breast-cancer.safetensors new-patients.csv --row 17 --json',
      ),
    )
  addAll(command, textOptions())
  command.action(async (model: string, data: string | undefined, options: ExplainCommandOptions) => {
    done(await (await import('../commands/explain.ts')).explainCommand(model, data, options))
  })
}

export function declareInspect(command: Command, done: Done): void {
  command
    .description('Verify a model file and show its network, its columns and how it came to be.')
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven inspect breast-cancer.safetensors'))
    .action(async (model: string, options: InspectCommandOptions) => {
      done(await (await import('../commands/inspect.ts')).inspectCommand(model, options))
    })
}
