import { type GradientCheck, gradientCheck, isLevenError, type Network, openReference } from '@leven/core'
import { useState } from 'preact/hooks'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { agreementLimit } from '../../notes/agreement.ts'
import { formula } from '../../notes/formula.ts'
import type { FormulaName } from '../../notes/formulas.ts'
import { Maths } from '../../notes/Maths.tsx'
import { numberText } from '../../notes/number-text.ts'
import { unhurried } from '../../notes/unhurried.ts'
import { mistakesTexts } from '../../texts/mistakes.ts'
import { broken, type Mistake, mistakes } from './broken.ts'
import { CheckReport } from './CheckReport.tsx'
import { CostCurves } from './CostCurves.tsx'
import type { DerivationProps } from './derivation-props.ts'
import { epochsSideBySide, type SideBySide, trainSideBySide } from './side-by-side.ts'
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

const formulaOf: Readonly<Record<Mistake, FormulaName>> = {
  dropMean: 'brokenMean',
  flipSign: 'brokenSign',
  forgetTranspose: 'brokenTranspose',
  updateFirst: 'brokenOrder',
}

/** Four mistakes to make: what the gradient check says of each, and what training does with it. */
export function BreakIt(props: DerivationProps) {
  const t = mistakesTexts()
  const [task, start] = useTask<Consequence>()
  const [chosen, setChosen] = useState<Mistake | null>(null)
  const begin = (mistake: Mistake) => {
    setChosen(mistake)
    start(() => consequence(props, mistake))
  }
  return (
    <section class="derivation-section" aria-labelledby="derivation-break">
      <h3 id="derivation-break">{t.title}</h3>
      <p class="derivation-text">{t.about(epochsSideBySide)}</p>
      <fieldset class="mistakes">
        <legend class="derivation-unseen">{t.mistakes}</legend>
        {mistakes.map((mistake) => (
          <StayingButton
            key={mistake}
            class="derivation-button"
            aria-pressed={chosen === mistake}
            idle={task.kind === 'running'}
            onPress={() => begin(mistake)}
          >
            {t.names[mistake]}
          </StayingButton>
        ))}
      </fieldset>
      {chosen && (
        <div class="mistake">
          <div class="equation-formula">
            <Maths mathml={formula(formulaOf[chosen])} />
          </div>
          <p class="derivation-text">{t.what[chosen]}</p>
        </div>
      )}
      <div role="status" class="derivation-verdict">
        {task.kind === 'running' && t.working}
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
  const t = mistakesTexts()
  if (result.kind === 'refused') {
    return (
      <>
        <p>
          <strong>{t.refused}</strong> <code>{result.message}</code>
        </p>
        <p>{t.refusedWhat}</p>
      </>
    )
  }
  const { check, training } = result
  const caught = check.worst > agreementLimit
  const { epoch, difference } = training.largestDifference
  const worst = numberText(check.worst)
  const right = numberText(training.right.at(-1) ?? Number.NaN)
  const wrong = numberText(training.wrong.at(-1) ?? Number.NaN)
  return (
    <>
      <p>
        <strong>{caught ? t.found : t.unseen}</strong> {caught ? t.foundWorst(worst) : t.unseenWorst(worst)}{' '}
        {!caught && (result.mistake === 'updateFirst' ? t.onlyOrder : t.nothingToSpoil)}
      </p>
      <p data-verdict="replay">
        <strong>{t.replay}</strong> {replayed(training)}
      </p>
      <p>
        <strong>{t.training}</strong> {t.costs(epochsSideBySide, right, wrong)}{' '}
        {difference === 0
          ? t.same
          : Number.isFinite(difference)
            ? t.apart(epoch, numberText(difference))
            : t.noNumber(epoch)}
      </p>
    </>
  )
}

/** Which blocks the first step moved otherwise than the right one. */
function replayed({ firstStep }: SideBySide): string {
  const t = mistakesTexts()
  const wrong = firstStep.filter(({ difference }) => difference > agreementLimit)
  if (wrong.length === 0) return t.sameStep
  const blocks = wrong.map(({ name, difference }) => t.blockApart(name, numberText(difference)))
  const moved = t.otherStep(blocks.join(', '))
  return wrong.length < firstStep.length ? `${moved} ${t.othersRight}` : moved
}
