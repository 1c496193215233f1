import type { ColumnImportance, TrainedModel } from '@leven/model'
import { type Calibration, type TargetColumn, thresholdCurve } from '@leven/tabular'
import { html } from 'hono/html'
import { confusionTable, significant } from '../metrics-text.ts'
import { describeCandidates, factsOf, figuresOf, type Score, sentencesOf, verdictOf } from '../scorecard.ts'
import { version } from '../version.ts'
import { bars, chart, type Markup, type Series } from './chart.ts'
import { derivation } from './derivation.ts'
import { definitions, page, paragraphs, type Section, sideBySide, table, verbatim } from './page.ts'
import type { Repeat } from './repeat.ts'

/** More labels than these have no curve of their own. */
const mostLabels = 8
/** More points than these are not seen on a line. */
const mostPoints = 400

/** The report of a training as one HTML file without script. */
export function trainReport(
  score: Score,
  importance: readonly ColumnImportance[],
  repeat: Repeat,
): Promise<string> {
  const { trained } = score
  const { encoder, network, training } = trained.model
  const unseen = training.members ? 'out of fold' : 'held out'
  const sections: Section[] = [
    { title: 'What it is', body: definitions(factsOf(score)) },
    {
      title: 'How good it is',
      body: html`${table(figuresOf(score))}${paragraphs([...sentencesOf(score), ...verdictOf(score)])}`,
    },
  ]
  const chosen = training.members && describeCandidates(training.members)
  if (chosen) sections.push({ title: 'What was chosen', body: table(chosen) })
  sections.push({ title: 'Training', body: curves(trained) })
  const judged = judgedCurves(score)
  if (judged) sections.push({ title: `Rows ${unseen}`, body: judged })
  const confusion = confusionTable(trained.validation ?? trained.train, encoder.target)
  if (confusion.length > 0) sections.push({ title: 'Confusion', body: table(confusion) })
  if (score.judged?.classes) sections.push({ title: 'Classes', body: classes(score.judged.classes) })
  if (importance.length > 0) {
    const said = `By how much the mean loss of rows ${unseen} rises when a column's cells are dealt anew among them, with its 95 % interval. Columns that say the same share their importance.`
    const rows = importance.map(({ column, importance, interval }) => ({
      name: column,
      value: importance,
      interval,
    }))
    sections.push({ title: 'Importance of columns', body: html`${paragraphs([said])}${bars(rows)}` })
  }
  sections.push({ title: 'Its derivation', body: derivation(network, training.rows.training) })
  sections.push({ title: 'To do it again', body: again(score, repeat) })
  return page(`A network that predicts ${encoder.target.name}`, sections)
}

function curves({ memberCosts, model: { training } }: TrainedModel): Markup {
  const { points, bestEpoch } = training.curve
  const line = (
    name: string,
    kind: Series['kind'],
    costs: readonly (readonly [number, number | null])[],
  ) => ({
    name,
    kind,
    points: costs.flatMap(([epoch, cost]) => (cost === null ? [] : [[epoch, cost] as const])),
  })
  const members = (memberCosts ?? []).map((costs, member) =>
    line(
      `member ${member + 1}`,
      'one',
      costs.map((cost, at) => [at + 1, cost] as const),
    ),
  )
  const own = [
    ...(memberCosts
      ? []
      : [
          line(
            'cost of the rows trained on',
            'one',
            points.map(({ epoch, cost }) => [epoch, cost]),
          ),
        ]),
    line(
      'cost of rows not seen',
      'main',
      points.map(({ epoch, validationCost }) => [epoch, validationCost]),
    ),
  ]
  const said = memberCosts
    ? `The cost of the rows each of ${memberCosts.length} members did not see (thin), and of all of them together.`
    : 'The cost of the rows trained on (thin), and of the rows held out.'
  return html`${paragraphs([said])}${sideBySide([
    chart({
      title: 'Cost by epoch',
      x: 'epoch',
      y: 'cost',
      series: [...members, ...own].filter(({ points }) => points.length > 0),
      marks: [{ at: bestEpoch, text: 'kept' }],
    }),
  ])}`
}

/** ROC, precision-recall and calibration; for numbers the predictions beside the truth. */
function judgedCurves({ trained, judged }: Score): Markup | null {
  const { unseen, model } = trained
  const { target } = model.encoder
  if (!unseen || !judged) return null
  const share = { x: [0, 1], y: [0, 1] } as const
  if (target.task === 'regression') {
    const { mean, standardDeviation } = target
    const points = thinned(
      Array.from(
        unseen.targets,
        (truth, i) => [truth, mean + standardDeviation * (unseen.T[i] ?? 0)] as const,
      ),
    )
    const ends = points.map(([truth]) => truth)
    const [low, high] = [Math.min(...ends), Math.max(...ends)]
    const guide: Series = {
      name: 'right',
      kind: 'guide',
      points: [
        [low, low],
        [high, high],
      ],
    }
    const series: Series[] = [{ name: 'rows', kind: 'points', points }, guide]
    return sideBySide([chart({ title: 'Predicted by true value', x: 'true', y: 'predicted', series })])
  }
  const rankings = oneAgainstRest(target, unseen.targets, unseen.T).map(({ label, scores, isPositive }) => ({
    label,
    points: thinned(thresholdCurve(scores, isPositive, unseen.weights)),
  }))
  const kind = rankings.length > 1 ? 'one' : 'main'
  const roc = rankings.map(
    ({ label, points }): Series => ({
      name: label,
      kind,
      points: points.map(({ falsePositiveRate, recall }) => [falsePositiveRate, recall]),
    }),
  )
  const precision = rankings.map(
    ({ label, points }): Series => ({
      name: label,
      kind,
      points: points.map(({ recall, precision }) => [recall, precision]),
    }),
  )
  const diagonal: Series = {
    name: 'chance',
    kind: 'guide',
    points: [
      [0, 0],
      [1, 1],
    ],
  }
  return sideBySide([
    chart({
      title: 'ROC curve',
      x: 'false positive rate',
      y: 'recall',
      series: [...roc, diagonal],
      domain: share,
    }),
    chart({ title: 'Precision by recall', x: 'recall', y: 'precision', series: precision, domain: share }),
    ...(judged.calibration ? [reliability(judged.calibration)] : []),
  ])
}

function reliability({ bins }: Calibration): Markup {
  const points = bins.map(({ probability, frequency }) => [probability, frequency] as const)
  return chart({
    title: 'Calibration: how often what is predicted with a probability is so',
    x: 'probability',
    y: 'how often it is so',
    series: [
      {
        name: 'right',
        kind: 'guide',
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      ...bins.map(
        ({ probability, interval }): Series => ({
          name: '95 %',
          kind: 'one',
          points: [
            [probability, interval[0]],
            [probability, interval[1]],
          ],
        }),
      ),
      { name: 'bins of rows', kind: 'points', points },
    ],
    domain: { x: [0, 1], y: [0, 1] },
  })
}

/** Of two labels the positive one; of several each against the others. */
function oneAgainstRest(
  target: Exclude<TargetColumn, { task: 'regression' }>,
  targets: Float64Array,
  T: ArrayLike<number>,
): readonly {
  readonly label: string
  readonly scores: Float64Array
  readonly isPositive: readonly boolean[]
}[] {
  const { labels } = target
  const of = (label: string, index: number, output: number, outputs: number) => ({
    label,
    scores: Float64Array.from(targets, (_, i) => T[i * outputs + output] ?? Number.NaN),
    isPositive: Array.from(targets, (truth) => truth === index),
  })
  if (target.task === 'binary') return [of(target.positive, labels.indexOf(target.positive), 0, 1)]
  if (labels.length > mostLabels) return []
  return labels.map((label, index) => of(label, index, index, labels.length))
}

function classes(figures: NonNullable<NonNullable<Score['judged']>['classes']>): Markup {
  return table([
    ['label', 'precision', 'recall', 'F1', 'rows'],
    ...figures.map(({ label, precision, recall, f1, support }) => [
      label,
      ...[precision, recall, f1, support].map(significant),
    ]),
  ])
}

function again({ backend, parametersSha256, trained }: Score, { command, dataSha256 }: Repeat): Markup {
  return html`${verbatim(command)}${definitions([
    ...(dataSha256 ? [['SHA-256 of the table’s file', dataSha256] as const] : []),
    ['SHA-256 of the parameters', parametersSha256],
    ['seed', String(trained.model.training.seed)],
    ['made by', `leven ${version()} on ${backend.name}: ${backend.device}`],
  ])}`
}

function thinned<T>(points: readonly T[]): readonly T[] {
  const every = Math.ceil(points.length / mostPoints)
  return points.filter((_, at) => at % every === 0 || at === points.length - 1)
}
