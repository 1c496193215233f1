import type { ExerciseName } from '../../own-code/exercises.ts'

const functions: readonly (readonly [call: string, meaning: string])[] = [
  ['multiply(A, B)', 'A B, the product of matrices'],
  ['transpose(A)', 'Aᵀ'],
  ['add(A, B)', 'A + B'],
  ['subtract(A, B)', 'A − B'],
  ['hadamard(A, B)', 'A ⊙ B, entry by entry'],
  ['scale(c, A)', 'c A, a number times a matrix'],
  ['rowSums(A)', 'the sum of each row, as a column'],
  ['reluSlope(Z)', 'ReLU′(Z): 1 where z > 0, else 0'],
  ['map(A, f)', 'f of each entry'],
  ['matrix(n, m, f)', 'the n × m matrix of f(i, j)'],
  ['A.rows, A.columns', 'its shape'],
  ['A.at(i, j)', 'an entry; i and j count from 0'],
]

const forward: readonly [string, string] = [
  'forward({ W1, b1, W2, b2, X })',
  'the forward pass: { Z1, A1, Z2, T }',
]

/** The functions that an exercise may call. */
export function FunctionList({ name }: { readonly name: ExerciseName }) {
  const offered = name === 'update' ? [forward, ...functions] : functions
  return (
    <dl class="write-functions">
      {offered.map(([call, meaning]) => (
        <div key={call}>
          <dt>
            <code>{call}</code>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  )
}
