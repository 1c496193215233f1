import type { Command } from 'commander'
import type { DoctorCommandOptions } from '../command-options.ts'
import { groups } from '../option-groups.ts'
import { option, readingOptions, textOptions } from '../options.ts'
import { addAll, type Done, examples } from './command.ts'

export function declareDoctor(command: Command, done: Done): void {
  command
    .description(
      'Look through a table for what makes a model of it worth less than it looks: copies of the target, indices, duplicate rows and columns, rare labels, outliers, an order in time. Each finding comes with its evidence and what settles it.',
    )
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
      done(await (await import('../commands/doctor.ts')).doctorCommand(data, options))
    })
}
