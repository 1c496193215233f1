import type { ExerciseName } from '../../own-code/exercises.ts'
import { type english, exercisesTexts } from '../../texts/exercises.ts'

type Meaning = keyof typeof english.functions

const functions: readonly (readonly [call: string, meaning: Meaning])[] = [
  ['multiply(A, B)', 'multiply'],
  ['transpose(A)', 'transpose'],
  ['add(A, B)', 'add'],
  ['subtract(A, B)', 'subtract'],
  ['hadamard(A, B)', 'hadamard'],
  ['scale(c, A)', 'scale'],
  ['rowSums(A)', 'rowSums'],
  ['reluSlope(Z)', 'reluSlope'],
  ['map(A, f)', 'map'],
  ['matrix(n, m, f)', 'matrix'],
  ['A.rows, A.columns', 'shape'],
  ['A.at(i, j)', 'at'],
]

const forward: readonly [string, Meaning] = ['forward({ W1, b1, W2, b2, X })', 'forward']

/** The functions that an exercise may call. */
export function FunctionList({ name }: { readonly name: ExerciseName }) {
  const t = exercisesTexts().functions
  const offered = name === 'update' ? [forward, ...functions] : functions
  return (
    <dl class="write-functions">
      {offered.map(([call, meaning]) => (
        <div key={call}>
          <dt>
            <code>{call}</code>
          </dt>
          <dd>{t[meaning]}</dd>
        </div>
      ))}
    </dl>
  )
}
