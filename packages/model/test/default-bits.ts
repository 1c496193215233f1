import type { Backend } from '@leven/core'
import type { Table } from '@leven/tabular'
import { parametersSha256, trainModel } from '../src/index.ts'

/** Numbers that look random and are the same everywhere. */
const noise = (i: number) => ((Math.imul(i + 1, 2654435761) >>> 8) % 10007) / 10007

const rows = 150
const [a, b] = [0, 1].map((column) => Array.from({ length: rows }, (_, i) => noise(3 * i + column)))
const table: Table = {
  source: 'default-bits.csv',
  rows,
  columns: [
    { name: 'a', cells: (a ?? []).map(String) },
    { name: 'b', cells: (b ?? []).map((cell, i) => (i % 11 === 0 ? '' : String(cell))) },
    { name: 'letter', cells: Array.from({ length: rows }, (_, i) => 'xyz'.charAt(i % 3)) },
    {
      name: 'y',
      cells: (a ?? []).map((one, i) => (one + (b?.[i] ?? 0) + noise(7 * i) > 1.4 ? 'yes' : 'no')),
    },
  ],
}

/** The parameters' hash after training by default: members, choice, temperature and fold. */
export async function hashOfDefault(on: Backend): Promise<string> {
  const { model } = await trainModel(on, table, { target: 'y' })
  return parametersSha256(model.parameters)
}

/** It, in every engine. */
export const sameHash = '6c5777aa5d270e2ab70fce9de4b50dcf51837555c6a4d283b9acb0d82660aecc'
