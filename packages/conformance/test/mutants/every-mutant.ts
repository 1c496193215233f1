import type { Mutation } from '../float32-backend.ts'
import { mutants } from '../mutants.ts'
import { limitMutants } from './limit-mutants.ts'
import { memoryMutants } from './memory-mutants.ts'
import { queueMutants } from './queue-mutants.ts'
import { recordingMutants } from './recording-mutants.ts'
import { sizeMutants } from './size-mutants.ts'

/** A broken backend, the row of the table it counts in, and the laws that are tried on it. */
export interface CountedMutant {
  readonly name: string
  readonly group: string
  readonly laws: readonly string[]
  readonly thorough?: boolean
  readonly mutation: () => Mutation
}

/** Every mutant of the project. */
export const everyMutant: readonly CountedMutant[] = [
  ...mutants.map(({ name, law, mutation }) => ({
    name,
    group: 'written by hand',
    laws: [law],
    mutation,
  })),
  ...sizeMutants.map(({ name, group, mutation }) => ({
    name,
    group,
    laws: [`sizes: ${name.split(' ')[0]}`],
    mutation,
  })),
  ...[...memoryMutants, ...queueMutants, ...limitMutants, ...recordingMutants].map((mutant) => ({
    ...mutant,
    laws: [mutant.laws],
  })),
]
