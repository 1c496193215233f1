import type { Command } from 'commander'
import type { Declare, Done } from './declare/command.ts'

/** A command as the list of them shows it. The rest is loaded where it is asked for, so that help is quick. */
interface Listed {
  readonly name: string
  /** Its arguments, each with what it is. */
  readonly takes: readonly (readonly [argument: string, what: string])[]
  readonly summary: string
  /** What declares its options, and what it does. */
  declare(): Promise<Declare>
}

const tableHelp =
  'a table: CSV, TSV, Excel, Parquet, JSON or JSON lines, gzipped or not; a quoted pattern; - for stdin'

/** Every command, in the order of the help. */
const commands: readonly Listed[] = [
  {
    name: 'train',
    takes: [['[data]', tableHelp]],
    summary: 'train a network on a table and save it',
    declare: async () => (await import('./declare/train.ts')).declareTrain,
  },
  {
    name: 'doctor',
    takes: [['[data]', tableHelp]],
    summary: 'look for what is wrong with a table',
    declare: async () => (await import('./declare/table.ts')).declareDoctor,
  },
  {
    name: 'sweep',
    takes: [['<data>', 'a file; every worker reads it']],
    summary: 'search for the best way to train on a table',
    declare: async () => (await import('./declare/sweep.ts')).declareSweep,
  },
  {
    name: 'worker',
    takes: [],
    summary: 'run trials of sweeps that come through a queue',
    declare: async () => (await import('./declare/sweep.ts')).declareWorker,
  },
  {
    name: 'evaluate',
    takes: [
      ['<model>', 'a model file'],
      ['[data]', tableHelp],
    ],
    summary: 'measure a model on a table that has the target',
    declare: async () => (await import('./declare/model.ts')).declareEvaluate,
  },
  {
    name: 'predict',
    takes: [
      ['<model>', 'a model file'],
      ['[data]', tableHelp],
    ],
    summary: 'predict the rows of a table, as CSV or JSON lines',
    declare: async () => (await import('./declare/model.ts')).declarePredict,
  },
  {
    name: 'crossvalidate',
    takes: [['[data]', tableHelp]],
    summary: 'measure recipes on folds that no part of their training saw',
    declare: async () => (await import('./declare/train.ts')).declareCrossvalidate,
  },
  {
    name: 'explain',
    takes: [
      ['<model>', 'a model file'],
      ['[data]', tableHelp],
    ],
    summary: 'show which columns a model uses, and why it predicts a row as it does',
    declare: async () => (await import('./declare/model.ts')).declareExplain,
  },
  {
    name: 'inspect',
    takes: [['<model>', 'a model file']],
    summary: 'verify a model file and show what is in it',
    declare: async () => (await import('./declare/model.ts')).declareInspect,
  },
  {
    name: 'export',
    takes: [['<model>', 'a model file']],
    summary: 'write a model for ONNX, JavaScript, a web page, SQL or Python',
    declare: async () => (await import('./declare/leave.ts')).declareExport,
  },
  {
    name: 'serve',
    takes: [['<model...>', 'model files, each served under its name, or as name=file']],
    summary: 'score rows over HTTP',
    declare: async () => (await import('./declare/leave.ts')).declareServe,
  },
  {
    name: 'gradcheck',
    takes: [['[data]', tableHelp]],
    summary: 'hold every gradient against central differences',
    declare: async () => (await import('./declare/device.ts')).declareGradcheck,
  },
  {
    name: 'backends',
    takes: [],
    summary: 'list the backends and whether they run here',
    declare: async () => (await import('./declare/device.ts')).declareBackends,
  },
  {
    name: 'compare',
    takes: [['[data]', tableHelp]],
    summary: 'train the same network on several backends, side by side',
    declare: async () => (await import('./declare/train.ts')).declareCompare,
  },
  {
    name: 'conform',
    takes: [['<backend>', 'a name, or the path of a module whose default export opens it']],
    summary: 'try a backend against the laws',
    declare: async () => (await import('./declare/device.ts')).declareConform,
  },
]

/**
 * Declares every command.
 * @param done told the exit status of the one that is called.
 * @param whole whether a command's options are declared, too; of others the list alone can be shown.
 */
export async function declareCommands(
  program: Command,
  done: Done,
  whole: (name: string) => boolean = () => true,
): Promise<void> {
  for (const { name, takes, summary, declare } of commands) {
    const command = program.command(name).summary(summary)
    for (const [argument, what] of takes) command.argument(argument, what)
    if (whole(name)) (await declare())(command, done)
  }
}
