import type { Mutation } from '../float32-backend.ts'
import { cacheMutants } from './cache-mutants.ts'
import { layerMutants } from './layer-mutants.ts'
import { limitMutants } from './limit-mutants.ts'
import { memoryMutants } from './memory-mutants.ts'
import type { Mutant } from './mutant.ts'
import { outputMutants } from './output-mutants.ts'
import { productMutants } from './product-mutants.ts'
import { queueMutants } from './queue-mutants.ts'
import { recordingMutants } from './recording-mutants.ts'
import { roundingMutants } from './rounding-mutants.ts'
import { shapeMutants } from './shape-mutants.ts'
import { sharingMutants } from './sharing-mutants.ts'
import { sizeMutants } from './size-mutants.ts'
import { stateMutants } from './state-mutants.ts'
import { updateMutants } from './update-mutants.ts'
import { valueMutants } from './value-mutants.ts'

/** A broken backend, the row of the table it counts in, and the laws that are tried on it. */
export interface CountedMutant {
  readonly name: string
  readonly group: string
  readonly laws: readonly string[]
  readonly thorough?: boolean
  readonly mutation: () => Mutation
}

/** Those whose counterexample is told too: which law, how few numbers, and what it says. */
export const mutants: readonly Mutant[] = [
  ...productMutants,
  ...outputMutants,
  ...updateMutants,
  ...stateMutants,
]

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
  ...[
    ...memoryMutants,
    ...queueMutants,
    ...limitMutants,
    ...shapeMutants,
    ...roundingMutants,
    ...valueMutants,
    ...cacheMutants,
    ...sharingMutants,
    ...recordingMutants,
    ...layerMutants,
  ].map((mutant) => ({
    ...mutant,
    laws: [mutant.laws],
  })),
]
