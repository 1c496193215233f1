import type { DialectName, ExportTarget } from '@leven/export'
import { type Command, Option } from 'commander'
import type { ExportCommandOptions, ServeCommandOptions } from '../command-options.ts'
import * as parse from '../option-values.ts'
import { option } from '../options.ts'
import { type Done, examples } from './command.ts'

// Written here, since the package that knows them is loaded with the command alone.
const exportTargets: readonly ExportTarget[] = ['onnx', 'js', 'html', 'sql', 'python']
const sqlDialects: readonly DialectName[] = ['duckdb', 'postgres', 'sqlite', 'spark']

export function declareExport(command: Command, done: Done): void {
  command
    .description(
      'Write a model for another world, with its preprocessing inside and golden rows that prove it there.',
    )
    .addOption(
      new Option('--to <target>', exportTargets.join(', ')).choices(exportTargets).makeOptionMandatory(),
    )
    .option('--out <file>', "where to write it (default: the model's name, here)", parse.fileOnly)
    .option('--force', 'let --out replace what is read, or a file that is no export')
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
      done(await (await import('../commands/export.ts')).exportCommand(model, options))
    })
}

export function declareServe(command: Command, done: Done): void {
  command
    .description('Score rows over HTTP, with one model or several. SIGHUP loads them anew; SIGTERM ends.')
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
      done(await (await import('../commands/serve.ts')).serveCommand(models, options))
    })
}
