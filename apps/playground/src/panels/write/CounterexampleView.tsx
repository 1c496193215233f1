import { numberText } from '../../notes/number-text.ts'
import type { Counterexample, MatrixNumbers } from '../../own-code/verdict.ts'
import { TinyDrawing } from './TinyDrawing.tsx'

/** The smallest network found that breaks a law: drawn, with the learner's numbers beside the right ones. */
export function CounterexampleView({
  counterexample,
  law,
}: {
  readonly counterexample: Counterexample
  readonly law: number
}) {
  const { message, diagnosis, differences, further, numbers, alpha } = counterexample
  const { W1, W2, X } = numbers
  const witnessed = differences.some(({ witness }) => witness !== undefined)
  return (
    <section class="write-counterexample" aria-labelledby="write-counterexample">
      <h4 id="write-counterexample">The smallest network that breaks law {law}</h4>
      <p>
        {message} {diagnosis && <strong>{diagnosis}</strong>}
      </p>
      {differences.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it
        <div class="write-scroll" tabIndex={0}>
          <table class="write-differences">
            <caption class="unseen">Your numbers beside the right ones</caption>
            <thead>
              <tr>
                <th scope="col">Entry</th>
                <th scope="col">Yours</th>
                <th scope="col">Right</th>
                {witnessed && <th scope="col">By central difference</th>}
              </tr>
            </thead>
            <tbody>
              {differences.map(({ quantity, row, column, yours, right, witness }) => (
                <tr key={`${quantity} ${row} ${column}`}>
                  <th scope="row">
                    <code>
                      {quantity}.at({row}, {column})
                    </code>
                  </th>
                  <td class="write-wrong">
                    <span aria-hidden="true">✗ </span>
                    {numberText(yours)}
                  </td>
                  <td>{numberText(right)}</td>
                  {witnessed && <td>{witness === undefined ? 'none: a kink' : numberText(witness)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
          {further > 0 && <p class="write-further">And {further} more.</p>}
        </div>
      )}
      <TinyDrawing numbers={numbers} differences={differences} />
      <p class="write-caption">
        {[count(W1.columns, 'input'), count(W1.rows, 'hidden unit'), count(W2.rows, 'output')].join(', ')};{' '}
        {count(X.columns, 'instance')}
        {X.columns > 1 && ', its numbers side by side'}. α = {alpha}.
      </p>
      <details>
        <summary>All its numbers</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
        <div class="write-scroll" tabIndex={0}>
          <table class="write-numbers">
            <caption class="unseen">Every number of this network, as it should be</caption>
            <tbody>
              {Object.entries(numbers).map(([name, matrix]) => (
                <tr key={name}>
                  <th scope="row">
                    <code>{name}</code> <small>{`${matrix.rows} × ${matrix.columns}`}</small>
                  </th>
                  <td>
                    <MatrixText matrix={matrix} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

/** A matrix, a line for each row. */
function MatrixText({ matrix: { rows, columns, values } }: { readonly matrix: MatrixNumbers }) {
  const line = (i: number) =>
    Array.from({ length: columns }, (_, j) => numberText(values[j * rows + i] ?? Number.NaN)).join('  ')
  return <pre>{Array.from({ length: rows }, (_, i) => line(i)).join('\n')}</pre>
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
