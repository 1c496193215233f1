import type { DialectName, ExportTarget } from '@leven/export'
import { defaults, mostEpochs, notes } from '@leven/model'
import { type Command, Option } from 'commander'
import type {
  CommonOptions,
  CompareCommandOptions,
  ConformCommandOptions,
  CrossvalidateCommandOptions,
  DoctorCommandOptions,
  EvaluateCommandOptions,
  ExplainCommandOptions,
  ExportCommandOptions,
  GradcheckCommandOptions,
  InspectCommandOptions,
  PredictCommandOptions,
  ServeCommandOptions,
  SweepCommandOptions,
  TrainCommandOptions,
  WorkerCommandOptions,
} from './command-options.ts'
import * as parse from './option-values.ts'
import { groups, option, readingOptions, tableHelp, textOptions } from './options.ts'

/** Told a command's exit status. */
export type Done = (status: number) => void

/** Declares every command. A command's code is loaded when it is called, so that help is quick. */
export function declareCommands(program: Command, done: Done): void {
  declareTrain(program, done)
  declareDoctor(program, done)
  declareSweep(program, done)
  declareWorker(program, done)
  declareEvaluate(program, done)
  declarePredict(program, done)
  declareCrossvalidate(program, done)
  declareExplain(program, done)
  declareInspect(program, done)
  declareExport(program, done)
  declareServe(program, done)
  declareGradcheck(program, done)
  declareBackends(program, done)
  declareCompare(program, done)
  declareConform(program, done)
}

// Written here, since the package that knows them is loaded with the command alone.
const exportTargets: readonly ExportTarget[] = ['onnx', 'js', 'html', 'sql', 'python']
const sqlDialects: readonly DialectName[] = ['duckdb', 'postgres', 'sqlite', 'spark']

/** Examples below a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`
}

function declareTrain(program: Command, done: Done): void {
  const command = program
    .command('train')
    .summary('train a network on a table and save it')
    .description('Train a network on a table, save it, and show how good it is beside two baselines.')
    .argument('[data]', tableHelp)
  addRecipe(command)
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
    .option('--out <file>', "where to save the model (default: the data's name, .safetensors, here)")
    .option('--force', 'let --out replace a file that is no model')
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
      ),
    )
    .action(async (data: string | undefined, options: TrainCommandOptions) => {
      done(await (await import('./commands/train.ts')).trainCommand(data, options))
    })
}

/** What says which network is trained on which column, and how: of every command that trains. */
function addRecipe(command: Command): void {
  const rates = Object.entries(defaults.learningRate).map(([name, rate]) => `${name} ${rate}`)
  const optimizers = Object.keys(defaults.learningRate)
  command
    .addOption(option.target().makeOptionMandatory())
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

function addAll(command: Command, options: readonly Option[]): Command {
  for (const one of options) command.addOption(one)
  return command
}

function declareCompare(program: Command, done: Done): void {
  const command = program
    .command('compare')
    .summary('train the same network on several backends, side by side')
    .description(
      'Train the same network from the same seed on several backends: cost, metrics and time of each, where their parameters part and by how much, and how near each operation comes to its error bar.',
    )
    .argument('[data]', tableHelp)
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
      done(await (await import('./commands/compare.ts')).compareCommand(data, options))
    })
}

function declareDoctor(program: Command, done: Done): void {
  const command = program
    .command('doctor')
    .summary('look for what is wrong with a table')
    .description(
      'Look through a table for what makes a model of it worth less than it looks: copies of the target, indices, duplicate rows and columns, rare labels, outliers, an order in time. Each finding comes with its evidence and what settles it.',
    )
    .argument('[data]', tableHelp)
    .addOption(option.target())
    .addOption(option.task())
    .addOption(option.ignore())
    .optionsGroup(groups.table)
    .option('--weight-column <column>', 'a column of sample weights')
    .addOption(option.query())
  addAll(command, [...readingOptions(), ...textOptions()])
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven doctor patients.csv --target diagnosis'))
    .action(async (data: string | undefined, options: DoctorCommandOptions) => {
      done(await (await import('./commands/doctor.ts')).doctorCommand(data, options))
    })
}

function declareSweep(program: Command, done: Done): void {
  const command = program
    .command('sweep')
    .summary('search for the best way to train on a table')
    .description(
      'Try many networks and ways to train them on a table, judge each on the same folds by rows it did not see, and print the best as a `leven train` line. Results are kept in a file: a sweep that is stopped goes on where it was.',
    )
    .argument('<data>', 'a file; every worker reads it')
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
    .option('--results <file>', "JSON lines, added to (default: the data's name, .sweep.jsonl, here)")
    .option('--workers <number>', 'trials at once (default: one for each core)', parse.wholeNumber(1))
    .option(
      '--list [folder]',
      'run nothing: print one command for each trial, whose results go to the folder',
    )
    .option('--collect <folder>', 'run nothing: put together what the commands of --list left')
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
        'leven sweep data.csv --target y --list | xargs -P 8 -I {} sh -c {}',
      ),
    )
    .action(async (data: string, options: SweepCommandOptions) => {
      done(await (await import('./commands/sweep.ts')).sweepCommand(data, options))
    })
}

function declareWorker(program: Command, done: Done): void {
  program
    .command('worker')
    .summary('run trials of sweeps that come through a queue')
    .description(
      'Run trials of `leven sweep --queue` on this machine, until it is interrupted. A worker that dies loses nothing: another one takes its trials.',
    )
    .requiredOption('--queue <url>', 'redis://host:6379, Redis or Valkey')
    .option('--workers <number>', 'trials at once (default: one for each core)', parse.wholeNumber(1))
    .addOption(option.verbose())
    .addHelpText('after', examples('leven worker --queue redis://queue.example:6379'))
    .action(async (options: WorkerCommandOptions) => {
      done(await (await import('./commands/worker.ts')).workerCommand(options))
    })
}

function declareEvaluate(program: Command, done: Done): void {
  const command = program
    .command('evaluate')
    .summary('measure a model on a table that has the target')
    .description('Measure how well a model predicts the target column of a table.')
    .argument('<model>', 'a model file')
    .argument('[data]', tableHelp)
    .addOption(option.query())
  addAll(command, textOptions())
    .optionsGroup(groups.other)
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven evaluate breast-cancer.safetensors new-patients.csv --json'))
    .action(async (model: string, data: string | undefined, options: EvaluateCommandOptions) => {
      done(await (await import('./commands/evaluate.ts')).evaluateCommand(model, data, options))
    })
}

function declarePredict(program: Command, done: Done): void {
  const command = program
    .command('predict')
    .summary('predict the rows of a table, as CSV or JSON lines')
    .description(
      'Predict each row of a table, in its order, as CSV on stdout. The table is read and written piece by piece, however long it is.',
    )
    .argument('<model>', 'a model file')
    .argument('[data]', tableHelp)
    .addOption(option.query())
  addAll(command, textOptions())
    .optionsGroup(groups.other)
    .option('--id <column>', 'put this column of the table first')
    .option('--columns <columns>', 'put these columns of the table first, as a,b; * is all', parse.names)
    .option('--out <file>', 'where to write (default: stdout)')
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
      done(await (await import('./commands/predict.ts')).predictCommand(model, data, options))
    })
}

function declareCrossvalidate(program: Command, done: Done): void {
  const command = program
    .command('crossvalidate')
    .summary('measure recipes on folds that no part of their training saw')
    .description(
      'Train each recipe whole on all folds but one, its own folds and choice inside, and measure it on the one left out; for every fold, and again with other folds. All recipes see the same folds.',
    )
    .argument('[data]', tableHelp)
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
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples('leven crossvalidate examples/penguins.csv --target species --recipes default,single,linear'),
    )
    .action(async (data: string | undefined, options: CrossvalidateCommandOptions) => {
      done(await (await import('./commands/crossvalidate.ts')).crossvalidateCommand(data, options))
    })
}

function declareExplain(program: Command, done: Done): void {
  const command = program
    .command('explain')
    .summary('show which columns a model uses, and why it predicts a row as it does')
    .description(
      'Show how much worse a model predicts without each column, how its prediction goes with them, and with --row what each column adds to one prediction. Give rows that the model has not seen: on those it was trained on, importance is flattered.',
    )
    .argument('<model>', 'a model file')
    .argument('[data]', tableHelp)
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
    done(await (await import('./commands/explain.ts')).explainCommand(model, data, options))
  })
}

function declareInspect(program: Command, done: Done): void {
  program
    .command('inspect')
    .summary('verify a model file and show what is in it')
    .description('Verify a model file and show its network, its columns and how it came to be.')
    .argument('<model>', 'a model file')
    .addOption(option.backend())
    .addOption(option.threads())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven inspect breast-cancer.safetensors'))
    .action(async (model: string, options: InspectCommandOptions) => {
      done(await (await import('./commands/inspect.ts')).inspectCommand(model, options))
    })
}

function declareExport(program: Command, done: Done): void {
  program
    .command('export')
    .summary('write a model for ONNX, JavaScript, a web page, SQL or Python')
    .description(
      'Write a model for another world, with its preprocessing inside and golden rows that prove it there.',
    )
    .argument('<model>', 'a model file')
    .addOption(
      new Option('--to <target>', exportTargets.join(', ')).choices(exportTargets).makeOptionMandatory(),
    )
    .option('--out <file>', "where to write it (default: the model's name, here)")
    .addOption(
      new Option('--dialect <name>', `of SQL: ${sqlDialects.join(', ')} (default: duckdb)`).choices(
        sqlDialects,
      ),
    )
    .option('--table <name>', 'the table that the SQL scores (default: data)')
    .addOption(
      new Option('--id <columns>', 'columns of the table that the SQL puts first, as a,b').argParser(
        parse.names,
      ),
    )
    .addOption(option.backend())
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven export penguins.safetensors --to onnx',
        'leven export sales.safetensors --to sql --dialect postgres --table sales --id order_id',
      ),
    )
    .action(async (model: string, options: ExportCommandOptions) => {
      done(await (await import('./commands/export.ts')).exportCommand(model, options))
    })
}

function declareServe(program: Command, done: Done): void {
  program
    .command('serve')
    .summary('score rows over HTTP')
    .description('Score rows over HTTP, with one model or several. SIGHUP loads them anew; SIGTERM ends.')
    .argument('<model...>', 'model files, each served under its name, or as name=file')
    .option('--port <number>', '0 is any that is free (default: 8080)', parse.wholeNumber(0))
    .option('--host <address>', 'where to listen (default: 127.0.0.1, this machine alone)')
    .option(
      '--max-body <bytes>',
      'of a JSON body, or of a line of JSON lines (default: 8388608)',
      parse.wholeNumber(1),
    )
    .option('--timeout <seconds>', 'for one request (default: 30)', parse.wholeNumber(1))
    .addOption(option.verbose())
    .addHelpText(
      'after',
      examples(
        'leven serve penguins.safetensors',
        'leven serve a=first.safetensors b=second.safetensors --port 80 --host 0.0.0.0',
      ),
    )
    .action(async (models: readonly string[], options: ServeCommandOptions) => {
      done(await (await import('./commands/serve.ts')).serveCommand(models, options))
    })
}

function declareGradcheck(program: Command, done: Done): void {
  const command = program
    .command('gradcheck')
    .summary('hold every gradient against central differences')
    .description(
      'Hold the gradients of backpropagation against central differences, in float64: of networks of every output, activation and depth up to three hidden layers, or of the network of a table. Exits 1 where a relative difference is above 1e-7.',
    )
    .argument('[data]', tableHelp)
    .addOption(option.target())
    .addOption(option.task())
    .addOption(option.positive())
    .addOption(option.ignore())
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
      done(await (await import('./commands/gradcheck.ts')).gradcheckCommand(data, options))
    })
}

function declareBackends(program: Command, done: Done): void {
  program
    .command('backends')
    .summary('list the backends and whether they run here')
    .description('List the backends with the device each would use here, or why it cannot run.')
    .addOption(option.json())
    .addOption(option.verbose())
    .action(async (options: CommonOptions) => {
      done(await (await import('./commands/backends.ts')).backendsCommand(options))
    })
}

function declareConform(program: Command, done: Done): void {
  program
    .command('conform')
    .summary('try a backend against the laws')
    .description('Try a backend against the laws every backend must obey. Exits 1 where one is broken.')
    .argument('<backend>', 'a name, or the path of a module whose default export opens it')
    .optionsGroup(groups.other)
    .option('--runs <number>', 'cases for each law (default: 100)', parse.wholeNumber(1))
    .option('--seed <number>', 'repeats a report (default: from the clock)', parse.seed)
    .addOption(option.json())
    .addOption(option.verbose())
    .addHelpText('after', examples('leven conform cpu', 'leven conform ./my-backend.js --runs 20 --seed 1'))
    .action(async (backend: string, options: ConformCommandOptions) => {
      done(await (await import('./commands/conform.ts')).conformCommand(backend, options))
    })
}
