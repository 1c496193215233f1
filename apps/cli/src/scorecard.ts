import type { BackendInfo } from '@leven/core'
import type { Baselines, MembersRecord, TrainedModel } from '@leven/model'
import { inputCount, judge, type Metrics, type TargetColumn, thresholdGoalText } from '@leven/tabular'
import { curveChart } from './curve-chart.ts'
import type { Judged } from './judged/judged.ts'
import { describeTarget, intervalTexts, metricTexts, significant } from './metrics-text.ts'
import { duration } from './progress-bar.ts'
import { print, styled } from './terminal.ts'
import { counted, facts, textTable } from './text-table.ts'

/** How a run came out, beside baselines that were trained and measured on the same rows. */
export interface Score {
  readonly path: string
  readonly trained: TrainedModel
  readonly backend: BackendInfo
  readonly rows: number
  /** Null where none were asked for. */
  readonly baseline: Baselines | null
  /** What else there is to say of the rows that were not seen; null where there are none. */
  readonly judged: Judged | null
  readonly parametersSha256: string
  readonly seconds: number
}

/** Prints the scorecard of a training run. */
export async function printScorecard(score: Score): Promise<void> {
  for (const line of facts(factsOf(score))) print(line)
  print('')
  printFigures(score)
  const sentences = [...sentencesOf(score), ...verdictOf(score)]
  if (sentences.length > 0) print('')
  for (const sentence of sentences) print(sentence)
  const chart = await curveChart(score.trained.model.training.curve.points)
  if (chart.length > 0) print('')
  for (const line of chart) print(styled('faint', line))
}

/** What was trained, by names. */
export function factsOf(score: Score): readonly (readonly [name: string, text: string])[] {
  const { trained, backend } = score
  const { encoder, network, training } = trained.model
  const { target, features } = encoder
  return [
    ['model', score.path],
    ['task', describeTarget(target)],
    ['rows', describeRows(score)],
    [
      'network',
      `${[...network.sizes].join('-')}, ${counted(inputCount(encoder), 'input')} from ${counted(features.length, 'column')}`,
    ],
    ['training', describeTraining(score)],
    ...(training.members ? [['chosen', describeChoice(training.members)] as const] : []),
    ['backend', `${backend.name}: ${backend.device}`],
    ['sha256', score.parametersSha256],
  ]
}

/** What the figures out of fold say, in sentences. */
export function sentencesOf({ judged, trained: { model } }: Score): readonly string[] {
  if (!judged) return []
  const { difference, calibration, threshold, errors } = judged
  const said: string[] = []
  if (difference?.cost) {
    const [low, high] = difference.cost.interval
    const name = baselineNames(model.encoder.target).logistic
    const [sign, word] = difference.cost.difference < 0 ? [-1, 'lower'] : [1, 'higher']
    const ends = [sign * low, sign * high].sort((a, b) => a - b).map(significant)
    const by = `the cost ${significant(sign * difference.cost.difference)} ${word}, 95 % ${ends.join(' to ')}`
    const verdicts = {
      better: `Better than ${name} beyond noise: ${by}.`,
      worse: `Worse than ${name} beyond noise: ${by}.`,
      'no difference beyond noise': `No better or worse than ${name} beyond noise: ${by}.`,
    }
    said.push(verdicts[difference.verdict])
  }
  if (calibration) {
    const error = (100 * calibration.expectedCalibrationError).toFixed(1)
    said.push(`Probabilities are off by ${error} % on average (expected calibration error).`)
  }
  if (errors) {
    const texts = errors.map(({ level, error }) => `${100 * level} % within ${significant(error)}`)
    said.push(`Errors: ${texts.join(', ')}.`)
  }
  if (threshold) {
    const { tp, fp, fn } = threshold.confusion
    said.push(
      `Threshold ${significant(threshold.threshold)} is best for ${thresholdGoalText(threshold.goal)} (${significant(threshold.reached)}): ${tp} found, ${fn} missed, ${fp} false alarms; give it to leven predict --threshold.`,
    )
  }
  return said
}

/** What a person should hear before using the model; nothing where there is nothing to say. */
export function verdictOf({ trained, baseline }: Score): readonly string[] {
  const { train, validation, constant } = trained
  return judge({
    model: validation ?? train,
    majority: baseline?.majority ?? null,
    linear: baseline?.logistic ?? null,
    constant,
  })
}

function describeRows({ rows, trained: { train, validation, model } }: Score): string {
  if (!validation) return `${rows}, all to train on`
  const { members } = model.training
  if (!members) return `${rows}: ${train.rows} to train on, ${validation.rows} held out`
  return members.outOfFoldRows === train.rows
    ? `${rows}, each judged by members that did not see it`
    : `${rows}: ${train.rows - members.outOfFoldRows} to train on, ${members.outOfFoldRows} held out`
}

function describeTraining({ trained: { model }, seconds }: Score): string {
  const { members, curve } = model.training
  const { epochs, bestEpoch } = curve
  if (members) {
    const what = members.refitted
      ? 'one network, trained again on all rows'
      : `${counted(members.count, 'member')} folded into one`
    return `${what}, ${counted(bestEpoch, 'epoch')}, in ${duration(seconds)}`
  }
  const kept = bestEpoch === epochs ? '' : `, the parameters of epoch ${bestEpoch} kept`
  return `${counted(epochs, 'epoch')} in ${duration(seconds)}${kept}`
}

/** What was chosen, and the out-of-fold cost of all that was tried. */
function describeChoice({ candidates, chosen, linearShare, temperature }: MembersRecord): string {
  const units = candidates.find(({ name }) => name === chosen)?.hidden ?? []
  const network = units.length === 0 ? 'linear' : `${units.join(',')} units`
  const mixed = linearShare > 0 && linearShare < 1 ? ` with ${linearShare * 100} % linear` : ''
  const costs = candidates.map(({ name, cost }) => `${name} ${significant(cost)}`).join(', ')
  const warm = temperature === 1 ? '' : `, logits × ${temperature.toPrecision(3)}`
  return `${network}${mixed}${warm}${candidates.length > 1 ? `; out-of-fold costs: ${costs}` : ''}`
}

/** The candidates as rows of cells. */
export function describeCandidates({ candidates, chosen }: MembersRecord): readonly (readonly string[])[] {
  return [
    ['candidate', 'hidden units', 'best epoch', 'out-of-fold cost', ''],
    ...candidates.map(({ name, hidden, bestEpoch, cost }) => [
      name,
      hidden.join(', ') || 'none',
      String(bestEpoch),
      significant(cost),
      name === chosen ? 'chosen' : '',
    ]),
  ]
}

/** Prints the model's figures above those of its baselines. */
function printFigures(score: Score): void {
  const [heads = '', own = '', ...others] = textTable(figuresOf(score))
  print(styled('faint', heads))
  print(styled('heading', own))
  for (const line of others) print(line)
}

/** The model's figures above those of its baselines, on rows it did not see: rows of cells. */
export function figuresOf({ trained, baseline, judged }: Score): readonly (readonly string[])[] {
  const { train, validation, model } = trained
  const { target } = model.encoder
  const shown = validation ?? train
  const names = baselineNames(target)
  const cells = (metrics: Metrics) => metricTexts(metrics, 'few').map(([, text]) => text)
  const where = validation ? (model.training.members ? 'out of fold' : 'held out') : 'trained on'
  return [
    [`${counted(shown.rows, 'row')} ${where}`, ...metricTexts(shown, 'few').map(([name]) => name)],
    ['this model', ...cells(shown)],
    ...(judged ? [['95 % interval', ...intervalTexts(judged.intervals)]] : []),
    ...(baseline?.logistic ? [[names.logistic, ...cells(baseline.logistic)]] : []),
    ...(baseline ? [[names.majority, ...cells(baseline.majority)]] : []),
  ]
}

function baselineNames({ task }: TargetColumn): { readonly majority: string; readonly logistic: string } {
  switch (task) {
    case 'binary':
    case 'multiclass':
      return { majority: 'always the majority', logistic: 'logistic regression' }
    case 'regression':
      return { majority: 'always the mean', logistic: 'linear regression' }
    default:
      return task satisfies never
  }
}
