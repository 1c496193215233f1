import type { BackendInfo } from '@leven/core'
import type { CurvePoint, Model } from '@leven/model'
import { inputCount, type Metrics } from '@leven/tabular'
import { curveChart } from './curve-chart.ts'
import { describeTarget, metricTexts } from './metrics-text.ts'
import { duration } from './progress-bar.ts'
import { print, styled } from './terminal.ts'
import { counted, facts, textTable } from './text-table.ts'

/** How a run came out, beside two baselines that were trained and measured on the same rows. */
export interface Score {
  readonly path: string
  readonly model: Model
  readonly backend: BackendInfo
  readonly rows: number
  readonly train: Metrics
  readonly validation: Metrics | null
  readonly baseline: { readonly majority: Metrics; readonly logistic: Metrics }
  readonly curve: readonly CurvePoint[]
  readonly parametersSha256: string
  readonly seconds: number
}

/** Prints the scorecard of a training run. */
export async function printScorecard(score: Score): Promise<void> {
  const { model, backend, train, validation, baseline } = score
  const { encoder, network, training } = model
  const { target, features } = encoder
  const { epochs, bestEpoch } = training.curve
  const kept = bestEpoch === epochs ? '' : `, the parameters of epoch ${bestEpoch} kept`
  const lines = facts([
    ['model', score.path],
    ['task', describeTarget(target)],
    [
      'rows',
      validation
        ? `${score.rows}: ${train.rows} to train on, ${validation.rows} held out`
        : `${score.rows}, all to train on`,
    ],
    [
      'network',
      `${[...network.sizes].join('-')}, ${counted(inputCount(encoder), 'input')} from ${counted(features.length, 'column')}`,
    ],
    ['training', `${counted(epochs, 'epoch')} in ${duration(score.seconds)}${kept}`],
    ['backend', `${backend.name}: ${backend.device}`],
    ['sha256', score.parametersSha256],
  ])
  for (const line of lines) print(line)
  print('')
  const shown = validation ?? train
  const cells = (metrics: Metrics) => metricTexts(metrics, 'few').map(([, text]) => text)
  const [heads = '', own = '', ...others] = textTable([
    [
      `${counted(shown.rows, 'row')} ${validation ? 'held out' : 'trained on'}`,
      ...metricTexts(shown, 'few').map(([name]) => name),
    ],
    ['this model', ...cells(shown)],
    [baselineNames(score).logistic, ...cells(baseline.logistic)],
    [baselineNames(score).majority, ...cells(baseline.majority)],
    ...(validation ? [['this model in training', ...cells(train)]] : []),
  ])
  print(styled('faint', heads))
  print(styled('heading', own))
  for (const line of others) print(line)
  const chart = await curveChart(score.curve)
  if (chart.length > 0) print('')
  for (const line of chart) print(styled('faint', line))
}

function baselineNames({ model: { encoder } }: Score): {
  readonly majority: string
  readonly logistic: string
} {
  switch (encoder.target.task) {
    case 'binary':
    case 'multiclass':
      return { majority: 'always the majority', logistic: 'logistic regression' }
    case 'regression':
      return { majority: 'always the mean', logistic: 'linear regression' }
    default:
      return encoder.target satisfies never
  }
}
