import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { Panel } from '../../controls/fields.tsx'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { problem } from '../../session/session.ts'
import { isShown } from '../../settings/view.ts'
import { withWords } from '../../texts/language.ts'
import { percent, signed, significant, whole } from '../../texts/numbers.ts'
import { scoreTexts } from '../../texts/score.ts'
import type { Score } from '../../training/score.ts'
import type { ScoreChartsProps } from './ScoreCharts.tsx'

/** The ways to look at a classifier's score. */
const viewNames = ['counts', 'roc', 'calibration'] as const
type View = (typeof viewNames)[number]
const view: Signal<View> = signal('counts')

/** The charts' own chunk. */
const charts: Signal<ComponentType<ScoreChartsProps> | undefined> = signal(undefined)

const scored = frameInTurn()

/** How often the network is right, on the training points and on the test points. */
export function ScorePanel() {
  const now = scored.value
  const { labels } = problem.value
  const shown = labels.length > 0 ? view.value : 'counts'
  const t = scoreTexts()
  return (
    <Panel title={t.title} name="score" aside={labels.length > 0 && isShown('scoreViews') && <Views />}>
      {now && shown === 'counts' && (
        <div class={isWide(labels) ? 'scores wide' : 'scores'}>
          <ScoreOf of="training" score={now.training.score} labels={labels} />
          <ScoreOf of="test" score={now.test.score} labels={labels} />
          {labels.length > 0 && <p class="caption">{t.rowsAndColumns}</p>}
        </div>
      )}
      {shown !== 'counts' && <Charts kind={shown} />}
    </Panel>
  )
}

function Views() {
  const t = scoreTexts()
  return (
    <fieldset class="segments">
      <legend class="unseen">{t.show}</legend>
      {viewNames.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="score-view"
            checked={view.value === name}
            onChange={() => {
              view.value = name
            }}
          />
          <span>{t.views[name]}</span>
        </label>
      ))}
    </fieldset>
  )
}

function Charts({ kind }: { readonly kind: 'roc' | 'calibration' }) {
  const now = scored.value
  const { labels, trainingData, testData, outputs } = problem.value
  const Loaded = charts.value
  useEffect(() => {
    if (charts.value) return
    void withWords(import('./ScoreCharts.tsx')).then(({ ScoreCharts }) => {
      charts.value = ScoreCharts
    })
  }, [])
  // The frame of the problem before may still be here.
  const fits = now?.network.sizes.at(-1) === outputs && now.training.T.length === trainingData.Y.length
  if (!Loaded || !now || !fits) return <p class="caption">…</p>
  return (
    <Loaded
      kind={kind}
      labels={labels}
      training={{ T: now.training.T, Y: trainingData.Y }}
      test={{ T: now.test.T, Y: testData.Y }}
    />
  )
}

/** Whether the names of the classes may need more room than half the card: then the table scrolls by itself. */
function isWide(labels: readonly string[]): boolean {
  return labels.length > 3 || labels.some(({ length }) => length > 7)
}

function ScoreOf(props: {
  readonly of: 'training' | 'test'
  readonly score: Score
  readonly labels: readonly string[]
}) {
  const { of, score, labels } = props
  const t = scoreTexts()
  const title = t[of]
  if (score.kind === 'heights') {
    return (
      <div>
        <h3>{title}</h3>
        <p class="figure" data-reading={`${of}-score`}>
          {score.r2 === null ? '–' : signed(score.r2, 3)}
        </p>
        <p class="caption">{t.r2(significant(score.rootMeanSquare))}</p>
      </div>
    )
  }
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <span class="figure" data-reading={`${of}-score`}>
          {percent(score.accuracy)}
        </span>{' '}
        {t.right}
      </p>
      <div class="counts" tabIndex={isWide(labels) ? 0 : undefined}>
        <table>
          <caption class="unseen">{t.caption(title)}</caption>
          <thead>
            <tr>
              <td class="corner" />
              {labels.map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map((actual, row) => (
              <tr key={actual}>
                <th scope="row">{actual}</th>
                {labels.map((predicted, column) => (
                  <td key={predicted} class={row === column ? 'right' : 'wrong'}>
                    {whole(score.counts[row]?.[column] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
