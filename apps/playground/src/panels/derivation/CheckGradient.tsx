import { type GradientCheck, gradientCheck, type Network, openReference } from '@leven/core'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { agreementLimit } from '../../notes/agreement.ts'
import { numberText } from '../../notes/number-text.ts'
import { unhurried } from '../../notes/unhurried.ts'
import { gradientCheckTexts } from '../../texts/gradient-check.ts'
import { whole } from '../../texts/numbers.ts'
import { CheckReport } from './CheckReport.tsx'
import type { DerivationProps } from './derivation-props.ts'
import { useTask } from './use-task.ts'

interface Checked {
  readonly check: GradientCheck
  readonly network: Network
  readonly epoch: number
}

/** The button that holds the gradients of now against central differences, and what it found. */
export function CheckGradient(props: DerivationProps) {
  const t = gradientCheckTexts()
  const [task, start] = useTask<Checked>()
  const begin = () => {
    const { network, parameters, X, Y, instances, l2, epoch } = props
    start(async () => {
      const on = unhurried(await openReference())
      const check = await gradientCheck(network, parameters, { X, Y, instances }, { l2, on })
      await on.close()
      return { check, network, epoch }
    })
  }
  return (
    <section class="derivation-section" aria-labelledby="derivation-check">
      <h3 id="derivation-check">{t.title}</h3>
      <p class="derivation-text">{t.about}</p>
      <StayingButton class="derivation-button" onPress={begin} idle={task.kind === 'running'}>
        {t.title}
      </StayingButton>
      <div role="status" class="derivation-verdict">
        {task.kind === 'running' && t.checking}
        {task.kind === 'failed' && task.message}
        {task.kind === 'done' && verdict(task.result)}
      </div>
      {task.kind === 'done' && (
        <CheckReport check={task.result.check} network={task.result.network} features={props.features} />
      )}
    </section>
  )
}

function verdict({ check, epoch }: Checked): string {
  const t = gradientCheckTexts()
  const worst = numberText(check.worst)
  return check.worst <= agreementLimit
    ? t.agree(whole(epoch), worst)
    : t.differ(whole(epoch), worst, numberText(agreementLimit))
}
