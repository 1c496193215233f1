import type { Table } from '@leven/tabular'
import { sourceOf } from '../../data/data-source.ts'
import { worded } from '../../data/worded.ts'
import { learnFrom, settings } from '../../session/session.ts'
import { checkSize, decode } from './decode.ts'
import { readCsv } from './read-csv.ts'

/** Something that may hold a table: a file, or text that was pasted. */
export type Brought = File | string

/**
 * Learns from a table that was brought. It is read here, in the page, and goes nowhere else.
 * @throws LevenError why it cannot be read or learned; the page then keeps what it had.
 */
export async function bring(brought: Brought): Promise<void> {
  try {
    const { source, problem } = sourceOf(await tableOf(brought), settings.value)
    learnFrom(source, settings.value, problem)
  } catch (error) {
    throw worded(error)
  }
}

async function tableOf(brought: Brought): Promise<Table> {
  if (typeof brought === 'string') {
    const source = 'pasted-table.csv'
    checkSize(brought.length, source)
    return readCsv(brought, source)
  }
  // Before it is in memory.
  checkSize(brought.size, brought.name)
  return readCsv(decode(new Uint8Array(await brought.arrayBuffer()), brought.name), brought.name)
}
