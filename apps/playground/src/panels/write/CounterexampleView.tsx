import { numberText } from '../../notes/number-text.ts'
import type { Counterexample, MatrixNumbers } from '../../own-code/verdict.ts'
import { exercisesTexts } from '../../texts/exercises.ts'
import { faultWords } from '../../texts/fault-words.ts'
import { written } from '../../texts/numbers.ts'
import { inWords } from '../../texts/said.ts'
import { TinyDrawing } from './TinyDrawing.tsx'

/** The smallest network found that breaks a law: drawn, with the learner's numbers beside the right ones. */
export function CounterexampleView({
  counterexample,
  law,
}: {
  readonly counterexample: Counterexample
  readonly law: number
}) {
  const t = exercisesTexts().counterexample
  const words = faultWords()
  const { message, diagnosis, differences, further, numbers, alpha } = counterexample
  const { W1, W2, X } = numbers
  const witnessed = differences.some(({ witness }) => witness !== undefined)
  return (
    <section class="write-counterexample" aria-labelledby="write-counterexample">
      <h4 id="write-counterexample">{t.title(law)}</h4>
      <p>
        {inWords(words, message)} {diagnosis && <strong>{inWords(words, [diagnosis])}</strong>}
      </p>
      {differences.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it
        <div class="write-scroll" tabIndex={0}>
          <table class="write-differences">
            <caption class="unseen">{t.table}</caption>
            <thead>
              <tr>
                <th scope="col">{t.entry}</th>
                <th scope="col">{t.yours}</th>
                <th scope="col">{t.right}</th>
                {witnessed && <th scope="col">{t.witness}</th>}
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
                  {witnessed && <td>{witness === undefined ? t.kink : numberText(witness)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
          {further > 0 && <p class="write-further">{t.further(further)}</p>}
        </div>
      )}
      <TinyDrawing numbers={numbers} differences={differences} />
      <p class="write-caption">
        {t.network(W1.columns, W1.rows, W2.rows, X.columns, written(String(alpha)))}
      </p>
      <details>
        <summary>{t.allNumbers}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
        <div class="write-scroll" tabIndex={0}>
          <table class="write-numbers">
            <caption class="unseen">{t.everyNumber}</caption>
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
