import type { GradientBlock, GradientCheck, Network } from '@leven/core'
import { type Agreement, agreements, blockAgreement } from '../../notes/agreement.ts'
import { numberText } from '../../notes/number-text.ts'
import { gradientCheckTexts } from '../../texts/gradient-check.ts'
import { EntryGrid } from './EntryGrid.tsx'
import { placeName } from './quantity.ts'

const mark: Readonly<Record<Agreement, string>> = { agrees: '✓', differs: '✗', zero: '0', kink: '○' }

/** What the gradient check found: each block's relative difference, and each parameter's agreement. */
export function CheckReport({
  check,
  network,
  features,
}: {
  readonly check: GradientCheck
  readonly network: Network
  readonly features: readonly string[]
}) {
  const t = gradientCheckTexts()
  const kinks = check.blocks.reduce((sum, block) => sum + block.kinks, 0)
  return (
    <div class="check">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div class="check-blocks" tabIndex={0}>
        <table class="check-table">
          <caption class="derivation-unseen">{t.table}</caption>
          <thead>
            <tr>
              <th scope="col">{t.block}</th>
              <th scope="col">‖a − n‖ / (‖a‖ + ‖n‖)</th>
              <th scope="col">{t.compared}</th>
              <th scope="col">{t.kinks}</th>
              <th scope="col">{t.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {check.blocks.map((block) => (
              <tr key={block.name} data-block={block.name} data-verdict={blockAgreement(block)}>
                <th scope="row">{block.name}</th>
                <td data-difference={block.relativeDifference}>{numberText(block.relativeDifference)}</td>
                <td>{block.checked}</td>
                <td>{block.kinks}</td>
                <td class={`is-${blockAgreement(block)}`}>
                  <span aria-hidden="true">{mark[blockAgreement(block)]} </span>
                  {t.verdicts[blockAgreement(block)]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="check-weights">
        {check.blocks.map((block, index) => (
          <BlockGrid key={block.name} block={block} index={index} network={network} features={features} />
        ))}
      </div>
      <p class="check-legend">
        <span class="is-agrees">
          {mark.agrees} {t.verdicts.agrees}
        </span>{' '}
        <span class="is-differs">
          {mark.differs} {t.verdicts.differs}
        </span>{' '}
        <span class="is-zero">{t.zeroKey}</span>{' '}
        <span class="is-kink">
          {mark.kink} {t.kinkKey}
        </span>
        {kinks === 0 && ` ${t.noKinks}`}
      </p>
    </div>
  )
}

/** Every parameter of a block, in its place. Blocks come as W1, b1, W2, b2, … */
function BlockGrid({
  block,
  index,
  network,
  features,
}: {
  readonly block: GradientBlock
  readonly index: number
  readonly network: Network
  readonly features: readonly string[]
}) {
  const t = gradientCheckTexts()
  const layer = Math.floor(index / 2) + 1
  const weights = index % 2 === 0
  const rows = network.sizes[layer] ?? 0
  const columns = weights ? (network.sizes[layer - 1] ?? 0) : 1
  const found = agreements(block)
  const names = (axisLayer: number, count: number) =>
    Array.from({ length: count }, (_, i) => placeName({ kind: 'units', layer: axisLayer }, i, features))
  return (
    <figure class="quantity">
      <div class="quantity-body">
        <EntryGrid
          label={t.agreementOf(block.name)}
          rowNames={names(layer, rows)}
          columnNames={weights ? names(layer - 1, columns) : ['']}
          entry={(i, j) => {
            const at = j * rows + i
            const agreement = found[at] ?? 'kink'
            const label = t.entry(block.name, i + 1, j + 1, t.verdicts[agreement])
            const analytic = numberText(block.analytic[at] ?? Number.NaN)
            const numeric = numberText(block.numeric[at] ?? Number.NaN)
            return {
              text: mark[agreement],
              label: agreement === 'kink' ? label : t.entryWith(label, analytic, numeric),
              className: `entry agreement is-${agreement}`,
              neuron: { layer, unit: i },
              share: 1,
            }
          }}
        />
      </div>
      <figcaption>{block.name}</figcaption>
    </figure>
  )
}
