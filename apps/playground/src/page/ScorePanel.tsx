import type { Label } from '../data/labels.ts'
import type { Score } from '../training/score.ts'
import { Panel } from './fields.tsx'
import { percent, significant } from './numbers.ts'
import { frame, problem } from './session.ts'

/** How often the network is right, on the training points and on the test points. */
export function ScorePanel() {
  const now = frame.value
  const { labels } = problem.value
  return (
    <Panel title="Score" name="score">
      {now && (
        <div class="scores">
          <ScoreOf title="Training" score={now.training.score} labels={labels} />
          <ScoreOf title="Test" score={now.test.score} labels={labels} />
          {labels.length > 0 && <p class="caption">Rows: the true class. Columns: the predicted one.</p>}
        </div>
      )}
    </Panel>
  )
}

function ScoreOf(props: {
  readonly title: string
  readonly score: Score
  readonly labels: readonly Label[]
}) {
  const { title, score, labels } = props
  if (score.kind === 'heights') {
    return (
      <div>
        <h3>{title}</h3>
        <p class="figure" data-reading={`${title.toLowerCase()}-score`}>
          {score.r2 === null ? '–' : score.r2.toFixed(3).replace('-', '\u2212')}
        </p>
        <p class="caption">
          R². Root mean square error {significant(score.rootMeanSquare)} standard deviations.
        </p>
      </div>
    )
  }
  return (
    <div>
      <h3>{title}</h3>
      <p>
        <span class="figure" data-reading={`${title.toLowerCase()}-score`}>
          {percent(score.accuracy)}
        </span>{' '}
        right
      </p>
      <table>
        <caption class="unseen">{title} points by true class (rows) and predicted class (columns)</caption>
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
                  {score.counts[row]?.[column] ?? 0}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
