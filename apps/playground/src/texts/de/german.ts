import type { Tongue } from '../language.ts'
import { board } from './board.ts'

/** German. */
export const german: Tongue = {
  board,
  later: {
    parts: async () => (await import('./parts.ts')).parts,
    below: async () => (await import('./below.ts')).below,
    device: async () => (await import('./device.ts')).device,
    exercises: async () => (await import('./exercises.ts')).exercises,
    tables: async () => (await import('./tables.ts')).tables,
  },
}
