import type { Values } from '@leven/core'
import { signal } from '@preact/signals'
import { Choice } from '../../controls/fields.tsx'
import { signed } from '../../texts/numbers.ts'
import { scoreChartsTexts } from '../../texts/score-charts.ts'
import { type Calibration, calibration } from './calibration.ts'
import { type OneAgainstRest, oneAgainstRest } from './one-against-rest.ts'
import { type RocCurve, rocCurve } from './roc.ts'
import './score-charts.css'
import { side, UnitChart } from './UnitChart.tsx'

/** Predictions and targets of some instances, nL × m, column-major. */
export interface Predicted {
  readonly T: Values
  readonly Y: Values
}

/** What the charts of a classifier are drawn from. */
export interface ScoreChartsProps {
  readonly kind: 'roc' | 'calibration'
  /** The classes, in the order of the outputs; of two, the last is the positive one. */
  readonly labels: readonly string[]
  readonly training: Predicted
  readonly test: Predicted
}

/** The class that is held against the others, where there are more than two. */
const chosen = signal('')

/** The ROC curves or the calibration of a classifier. */
export function ScoreCharts({ kind, labels, training, test }: ScoreChartsProps) {
  const outputs = labels.length > 2 ? labels.length : 1
  const positive = outputs > 1 && labels.includes(chosen.value) ? chosen.value : (labels.at(-1) ?? '')
  const output = outputs > 1 ? labels.indexOf(positive) : 0
  const rows = {
    training: oneAgainstRest(training.T, training.Y, outputs, output),
    test: oneAgainstRest(test.T, test.Y, outputs, output),
  }
  return (
    <div class="score-charts">
      {outputs > 1 && (
        <Choice
          label={scoreChartsTexts().against}
          value={positive}
          options={labels.map((label) => ({ value: label, title: label }))}
          onChange={(label) => {
            chosen.value = label
          }}
        />
      )}
      {kind === 'roc' ? <Roc positive={positive} {...rows} /> : <Reliability positive={positive} {...rows} />}
    </div>
  )
}

interface Rows {
  readonly positive: string
  readonly training: OneAgainstRest
  readonly test: OneAgainstRest
}

function Roc({ positive, training, test }: Rows) {
  const t = scoreChartsTexts()
  const curves = { training: rocCurve(training), test: rocCurve(test) }
  const area = (curve: RocCurve | undefined) => (curve ? signed(curve.area, 3) : '–')
  return (
    <>
      <UnitChart
        words={t.roc(positive, area(curves.training), area(curves.test))}
        x={t.falsePositives}
        y={t.truePositives}
      >
        <path class="training" d={path(curves.training)} />
        <path class="test" d={path(curves.test)} />
      </UnitChart>
      <p class="caption">
        {t.areaTraining(positive)} <b data-reading="training-auc">{area(curves.training)}</b>
        {t.areaTest} <b data-reading="test-auc">{area(curves.test)}</b>
        {t.areaEnd}
      </p>
    </>
  )
}

function path(curve: RocCurve | undefined): string {
  if (!curve) return ''
  return curve.points
    .map(({ falsePositives: x, truePositives: y }, i) => `${i === 0 ? 'M' : 'L'}${place(x)} ${place(y)}`)
    .join('')
}

function place(share: number): number {
  return Math.round(side * 10 * share) / 10
}

function Reliability({ positive, training, test }: Rows) {
  const t = scoreChartsTexts()
  const found = { training: calibration(training), test: calibration(test) }
  const error = ({ error }: Calibration) => signed(error, 3)
  return (
    <>
      <UnitChart
        words={t.calibration(positive, error(found.training), error(found.test))}
        x={t.predicted(shortened(positive))}
        y={t.observed(shortened(positive))}
      >
        <Bins name="training" of={found.training} />
        <Bins name="test" of={found.test} />
      </UnitChart>
      <p class="caption">
        {t.errorTraining} <b data-reading="training-calibration">{error(found.training)}</b>
        {t.errorTest} <b data-reading="test-calibration">{error(found.test)}</b>
        {t.errorEnd}
      </p>
    </>
  )
}

/** A name that has room along an axis; the words of the chart have all of it. */
function shortened(name: string): string {
  const signs = [...name]
  return signs.length > 16 ? `${signs.slice(0, 15).join('')}…` : name
}

function Bins({ name, of: { bins } }: { readonly name: 'training' | 'test'; readonly of: Calibration }) {
  const all = bins.reduce((sum, { instances }) => sum + instances, 0)
  return bins.map(({ predicted, observed, instances }) => (
    <circle
      key={predicted}
      class={name}
      cx={place(predicted)}
      cy={place(observed)}
      r={Math.max(2, 14 * Math.sqrt(instances / all))}
    />
  ))
}
