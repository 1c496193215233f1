import { type GradientCheck, gradientCheck, isLevenError, type Network, openReference } from '@leven/core'
import { useState } from 'preact/hooks'
import type { DerivationProps } from '../derivation-props.ts'
import { agreementLimit } from './agreement.ts'
import { broken, type Mistake, mistakes } from './broken.ts'
import { CheckReport } from './CheckReport.tsx'
import { CostCurves } from './CostCurves.tsx'
import { formula } from './formula.ts'
import type { FormulaName } from './formulas.ts'
import { Maths } from './Maths.tsx'
import { numberText } from './number-text.ts'
import { epochsSideBySide, type SideBySide, trainSideBySide } from './side-by-side.ts'
import { unhurried } from './unhurried.ts'
import { useTask } from './use-task.ts'

/** What became of one mistake. */
type Consequence =
  | {
      readonly kind: 'ran'
      readonly mistake: Mistake
      readonly network: Network
      readonly check: GradientCheck
      readonly training: SideBySide
    }
  | { readonly kind: 'refused'; readonly mistake: Mistake; readonly message: string }

const lesson: Readonly<
  Record<Mistake, { readonly name: string; readonly formula: FormulaName; readonly text: string }>
> = {
  dropMean: {
    name: 'Drop the 1/m',
    formula: 'brokenMean',
    text: 'The last lines of the handwritten notes lost it. Each gradient points the right way and is m times too long.',
  },
  flipSign: {
    name: 'Flip the sign',
    formula: 'brokenSign',
    text: 'The residual the wrong way round: every step climbs.',
  },
  forgetTranspose: {
    name: 'Forget the transpose',
    formula: 'brokenTranspose',
    text: 'W[l] instead of its transpose, as the handwritten notes have it, carries the residual to the layer below.',
  },
  updateFirst: {
    name: 'Update W2 first',
    formula: 'brokenOrder',
    text: 'The upper layer moves before the layer below has taken its gradient, which then sees weights that are already new.',
  },
}

/** Four mistakes to make: what the gradient check says of each, and what training does with it. */
export function BreakIt(props: DerivationProps) {
  const [task, start] = useTask<Consequence>()
  const [chosen, setChosen] = useState<Mistake | null>(null)
  const begin = (mistake: Mistake) => {
    setChosen(mistake)
    start(() => consequence(props, mistake))
  }
  return (
    <section class="derivation-section" aria-labelledby="derivation-break">
      <h3 id="derivation-break">Break it</h3>
      <p class="derivation-text">
        Four mistakes that are easily made. Each runs in a copy of the code; your own network is left alone.
        Both begin at the parameters of now: the check compares gradients, then one step is replayed and{' '}
        {epochsSideBySide} epochs are trained beside the right ones.
      </p>
      <fieldset class="mistakes">
        <legend class="derivation-unseen">Mistakes</legend>
        {mistakes.map((mistake) => (
          <button
            key={mistake}
            type="button"
            class="derivation-button"
            aria-pressed={chosen === mistake}
            disabled={task.kind === 'running'}
            onClick={() => begin(mistake)}
          >
            {lesson[mistake].name}
          </button>
        ))}
      </fieldset>
      {chosen && (
        <div class="mistake">
          <div class="equation-formula">
            <Maths mathml={formula(lesson[chosen].formula)} />
          </div>
          <p class="derivation-text">{lesson[chosen].text}</p>
        </div>
      )}
      <div role="status" class="derivation-verdict">
        {task.kind === 'running' && 'Checking and training …'}
        {task.kind === 'failed' && task.message}
        {task.kind === 'done' && <Verdict {...task.result} />}
      </div>
      {task.kind === 'done' && task.result.kind === 'ran' && (
        <div class="consequence">
          <CostCurves right={task.result.training.right} wrong={task.result.training.wrong} />
          <CheckReport check={task.result.check} network={task.result.network} features={props.features} />
        </div>
      )}
    </section>
  )
}

async function consequence(props: DerivationProps, mistake: Mistake): Promise<Consequence> {
  const { network, parameters, X, Y, instances, learningRate, l2 } = props
  const on = unhurried(broken(await openReference(), mistake))
  try {
    const data = { X, Y, instances }
    const check = await gradientCheck(network, parameters, data, { l2, on })
    const training = await trainSideBySide(network, parameters, data, { learningRate, l2 }, mistake)
    return { kind: 'ran', mistake, network, check, training }
  } catch (error) {
    if (!isLevenError(error) || error.code !== 'SHAPE') throw error
    return { kind: 'refused', mistake, message: error.message }
  } finally {
    await on.close()
  }
}

/** What was measured, in words. */
function Verdict(result: Consequence) {
  if (result.kind === 'refused') {
    return (
      <>
        <p>
          <strong>The shapes refuse it:</strong> <code>{result.message}</code>
        </p>
        <p>
          No gradient, no training: the best kind of mistake. Give every layer the same number of units, and
          it would run, and only the gradient check would notice.
        </p>
      </>
    )
  }
  const { check, training } = result
  const caught = check.worst > agreementLimit
  const { epoch, difference } = training.largestDifference
  const last = training.wrong.at(-1) ?? Number.NaN
  return (
    <>
      <p>
        <strong>{caught ? 'The check finds it:' : 'The check does not see it:'}</strong> the worst relative
        difference is {numberText(check.worst)}
        {caught ? '.' : ', as of right gradients.'}{' '}
        {!caught &&
          result.mistake === 'updateFirst' &&
          'The gradients are right at any one point; only the order of the steps is wrong, and the check takes none.'}
        {!caught && result.mistake !== 'updateFirst' && 'This network gives the mistake nothing to spoil.'}
      </p>
      <p data-verdict="replay">
        <strong>One step, replayed:</strong> {replayed(training)}
      </p>
      <p>
        <strong>Training:</strong> after {epochsSideBySide} epochs J is{' '}
        {numberText(training.right.at(-1) ?? Number.NaN)} right and {numberText(last)} broken.{' '}
        {difference === 0
          ? 'The two runs are the same in every epoch.'
          : Number.isFinite(difference)
            ? `They are furthest apart at epoch ${epoch}, by ${numberText(difference)}.`
            : `At epoch ${epoch} the broken cost is no longer a number.`}
      </p>
    </>
  )
}

/** Which blocks the first step moved otherwise than the right one. */
function replayed({ firstStep }: SideBySide): string {
  const wrong = firstStep.filter(({ difference }) => difference > agreementLimit)
  if (wrong.length === 0) return 'every block moves as in the right step.'
  const blocks = wrong.map(
    ({ name, difference }) => `${name} (relative difference ${numberText(difference)})`,
  )
  const rest = wrong.length < firstStep.length ? ' The others move as they should.' : ''
  return `it moves ${blocks.join(', ')} otherwise than the right step.${rest}`
}
