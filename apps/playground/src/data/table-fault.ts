import { LevenError } from '@leven/core'
import type { Place } from '@leven/tabular'
import type { Said } from '../texts/said.ts'
import type { english } from '../texts/tables.ts'

type TableSaid = Said<typeof english>

/**
 * Why the page cannot read a table, or learn from it. `worded` finds the words, which are fetched with what takes
 * tables; tables are read in a worker, too. To who asks for tabular's DataError it is one.
 */
export class TableFault extends LevenError {
  override readonly name = 'TableFault'
  readonly place: Place
  readonly problem: TableSaid
  readonly advice: TableSaid
  /** The file's name. */
  readonly source: string

  /** @param problem what is wrong, after the place. */
  constructor(place: Place, problem: TableSaid, advice: TableSaid, options?: ErrorOptions) {
    super('INVALID_DATA', problem.join(' '), advice.join(' '), options)
    this.place = place
    this.problem = problem
    this.advice = advice
    this.source = place.source
  }
}
