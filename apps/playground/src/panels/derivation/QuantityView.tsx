import { formula } from '../../notes/formula.ts'
import { Maths } from '../../notes/Maths.tsx'
import { numberText } from '../../notes/number-text.ts'
import type { Neuron, Selection } from '../../session/pointed.ts'
import { derivationTexts } from '../../texts/derivation.ts'
import { EntryGrid } from './EntryGrid.tsx'
import { HeatMap } from './HeatMap.tsx'
import { belongsTo, entry, entryName, largestSize, neuronOf, placeName, type Quantity } from './quantity.ts'

/** Up to here a matrix is a table of numbers; beyond, a heat-map. */
const largestTable = { rows: 8, columns: 6 }

/** What the numbers of every quantity are shown with. */
export interface Pointing {
  readonly features: readonly string[]
  readonly highlighted: Neuron | null
  onHighlight(neuron: Neuron | null): void
  onSelect(selection: Selection): void
}

/** A symbol's current value: a number, a table or a heat-map, with the symbol and its shape below. */
export function QuantityView({
  quantity,
  transposed,
  pointing,
}: {
  readonly quantity: Quantity
  readonly transposed: boolean
  readonly pointing: Pointing
}) {
  const { rows, columns } = quantity
  const scalar = rows * columns === 1
  return (
    <figure class={scalar ? 'quantity quantity-scalar' : 'quantity'} data-quantity={quantity.name}>
      <div class="quantity-body">
        <QuantityBody quantity={quantity} pointing={pointing} />
        {transposed && !scalar && (
          <span class="quantity-transposed">
            <Maths mathml={formula('transposed')} inline />
          </span>
        )}
      </div>
      <figcaption>
        <Maths mathml={quantity.symbol} inline />
        {!scalar && (
          <span class="quantity-shape">
            {rows} × {columns}
          </span>
        )}
      </figcaption>
    </figure>
  )
}

function QuantityBody({ quantity, pointing }: { readonly quantity: Quantity; readonly pointing: Pointing }) {
  const { rows, columns, rowAxis, columnAxis } = quantity
  const { features, highlighted } = pointing
  if (rows * columns === 1) {
    const neuron = neuronOf(quantity, 0, 0)
    const value = numberText(entry(quantity, 0, 0))
    return (
      <span
        class={belongsTo(quantity, 0, 0, highlighted) ? 'scalar is-highlighted' : 'scalar'}
        data-layer={neuron?.layer}
        data-unit={neuron?.unit}
        title={`${quantity.name}: ${value}`}
      >
        {value}
      </span>
    )
  }
  if (rows > largestTable.rows || columns > largestTable.columns) {
    return <HeatMap quantity={quantity} {...pointing} />
  }
  const largest = largestSize(quantity)
  return (
    <EntryGrid
      label={derivationTexts().matrix(quantity.name, rows, columns)}
      rowNames={Array.from({ length: rows }, (_, i) => placeName(rowAxis, i, features))}
      columnNames={Array.from({ length: columns }, (_, j) => placeName(columnAxis, j, features))}
      entry={(i, j) => {
        const value = entry(quantity, i, j)
        const marked = belongsTo(quantity, i, j, highlighted) ? ' is-highlighted' : ''
        return {
          text: numberText(value),
          label: `${entryName(quantity, i, j, features)}: ${numberText(value)}`,
          className: `entry ${value < 0 ? 'is-negative' : 'is-positive'}${marked}`,
          neuron: neuronOf(quantity, i, j),
          share: largest > 0 ? Math.abs(value) / largest || 0 : 0,
        }
      }}
    />
  )
}
