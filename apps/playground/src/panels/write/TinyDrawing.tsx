import { numberText } from '../../notes/number-text.ts'
import type { Counterexample, Difference, MatrixNumbers } from '../../own-code/verdict.ts'
import { exercisesTexts } from '../../texts/exercises.ts'

type Numbers = Counterexample['numbers']

/** A unit, or an input: where it is, and the numbers below it. Layers and units count from 0, inputs are layer 0. */
interface Place {
  readonly layer: 0 | 1 | 2
  readonly unit: number
  readonly name: string
  readonly x: number
  readonly y: number
  readonly lines: readonly string[]
}

const columns = [44, 174, 304] as const
const width = 348
const radius = 19
const lineHeight = 15

/** Two layers with every weight, bias, activation and target: small enough to be read as a whole. */
export function TinyDrawing({
  numbers,
  differences,
}: {
  readonly numbers: Numbers
  /** What is marked as wrong. */
  readonly differences: readonly Difference[]
}) {
  const t = exercisesTexts().counterexample
  const wrong = new Set(differences.map(placeOf))
  const { X, W1, b1, Z1, A1, W2, b2, Z2, T, Y } = numbers
  const lines = Math.max(4, 1)
  const rowHeight = 2 * radius + lines * lineHeight + 18
  const tallest = Math.max(X.rows, W1.rows, W2.rows)
  const height = tallest * rowHeight + 8
  const layer = (column: 0 | 1 | 2, units: number, name: string, numbersOf: (unit: number) => string[]) =>
    Array.from(
      { length: units },
      (_, unit): Place => ({
        layer: column,
        unit,
        name: units === 1 ? name : `${name}${subscript(unit + 1)}`,
        x: columns[column],
        y: ((unit + 0.5) * height) / units - (rowHeight - 2 * radius) / 2 + 4,
        lines: numbersOf(unit),
      }),
    )
  const inputs = layer(0, X.rows, 'x', (k) => [`x ${row(X, k)}`])
  const hidden = layer(1, W1.rows, 'a', (j) => [`b ${row(b1, j)}`, `z ${row(Z1, j)}`, `a ${row(A1, j)}`])
  const outputs = layer(2, W2.rows, 't', (i) => [
    `b ${row(b2, i)}`,
    `z ${row(Z2, i)}`,
    `t ${row(T, i)}`,
    `y ${row(Y, i)}`,
  ])
  return (
    <svg
      class="write-drawing"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={[
        t.drawing(X.rows, W1.rows, W2.rows),
        ...[...inputs, ...hidden, ...outputs].map(({ name, lines: told }) => `${name}: ${told.join(', ')}.`),
        t.weights(told(W1), told(W2)),
      ].join(' ')}
    >
      <Links from={inputs} to={hidden} weights={W1} wrong={wrong} />
      <Links from={hidden} to={outputs} weights={W2} wrong={wrong} />
      {[...inputs, ...hidden, ...outputs].map((place) => (
        <g
          key={`${place.layer} ${place.unit}`}
          class={wrong.has(unitKey(place.layer, place.unit)) ? 'is-wrong' : undefined}
          transform={`translate(${place.x} ${place.y})`}
        >
          <circle r={radius} />
          {wrong.has(unitKey(place.layer, place.unit)) && (
            <text class="write-cross" x={radius} y={-radius + 4}>
              ✗
            </text>
          )}
          <text class="write-unit" dy="0.32em">
            {place.name}
          </text>
          {place.lines.map((line, i) => (
            <text key={line.slice(0, 1)} class="write-value" y={radius + (i + 1) * lineHeight}>
              {line}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}

/** Every weight from one layer to the next: its sign by colour and dashes, its number on the line. */
function Links({
  from,
  to,
  weights,
  wrong,
}: {
  readonly from: readonly Place[]
  readonly to: readonly Place[]
  readonly weights: MatrixNumbers
  readonly wrong: ReadonlySet<string>
}) {
  return (
    <>
      {to.flatMap((end, i) =>
        from.map((start, k) => {
          const weight = weights.values[k * weights.rows + i] ?? Number.NaN
          const sign = weight > 0 ? 'positive' : weight < 0 ? 'negative' : 'zero'
          // Nearer to where it comes from the lines of a crossing are apart.
          const part = from.length > 1 && to.length > 1 ? 0.32 : 0.5
          const isWrong = wrong.has(linkKey(end.layer, i, k))
          return (
            <g key={`${i} ${k}`} class={isWrong ? 'is-wrong' : undefined}>
              <line class={`write-link is-${sign}`} x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
              <text
                class="write-weight"
                x={start.x + part * (end.x - start.x)}
                y={start.y + part * (end.y - start.y) - 4}
              >
                {isWrong && '✗ '}
                {numberText(weight)}
              </text>
            </g>
          )
        }),
      )}
    </>
  )
}

function unitKey(layer: number, unit: number): string {
  return `unit ${layer} ${unit}`
}

function linkKey(layer: number, unit: number, input: number): string {
  return `link ${layer} ${unit} ${input}`
}

/** What a number belongs to: dW2.at(0, 1) to the link from hidden unit 1 to output 0, dZ1.at(1, 0) to hidden unit 1. */
function placeOf({ quantity, row, column }: Difference): string {
  if (quantity === 'X') return unitKey(0, row)
  if (quantity === 'T' || quantity === 'Y') return unitKey(2, row)
  const layer = Number(quantity.at(-1))
  return quantity.includes('W') ? linkKey(layer, row, column) : unitKey(layer, row)
}

/** One row of a matrix: a number for each instance. */
function row({ rows, columns: count, values }: MatrixNumbers, i: number): string {
  return Array.from({ length: count }, (_, j) => numberText(values[j * rows + i] ?? Number.NaN)).join(', ')
}

function told(matrix: MatrixNumbers): string {
  return Array.from({ length: matrix.rows }, (_, i) => row(matrix, i)).join('; ')
}

function subscript(number: number): string {
  return String.fromCodePoint(0x2080 + number)
}
