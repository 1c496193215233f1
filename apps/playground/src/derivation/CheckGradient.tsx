import { type GradientCheck, gradientCheck, type Network, openReference } from '@leven/core'
import type { DerivationProps } from '../derivation-props.ts'
import { agreementLimit } from './agreement.ts'
import { CheckReport } from './CheckReport.tsx'
import { numberText } from './number-text.ts'
import { unhurried } from './unhurried.ts'
import { useTask } from './use-task.ts'

interface Checked {
  readonly check: GradientCheck
  readonly network: Network
  readonly epoch: number
}

/** The button that holds the gradients of now against central differences, and what it found. */
export function CheckGradient(props: DerivationProps) {
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
      <h3 id="derivation-check">Check the gradient</h3>
      <p class="derivation-text">
        Nudge each parameter p a little both ways: (J(p + h) − J(p − h)) / 2h is its derivative n, without any
        derivation. The gradients a of (11)–(14) must agree.
      </p>
      <button type="button" class="derivation-button" onClick={begin} disabled={task.kind === 'running'}>
        Check the gradient
      </button>
      <div role="status" class="derivation-verdict">
        {task.kind === 'running' && 'Checking every parameter …'}
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
  const worst = numberText(check.worst)
  return check.worst <= agreementLimit
    ? `At epoch ${epoch} every block agrees; the worst relative difference is ${worst}.`
    : `At epoch ${epoch} a block differs by ${worst}; correct gradients stay below ${numberText(agreementLimit)}.`
}
