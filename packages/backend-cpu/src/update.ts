import type { UpdateRule } from '@leven/core'
import type { Address, Kernels } from './kernels.ts'

/** How many moments a rule needs. */
export const momentsOf: Readonly<Record<UpdateRule['kind'], number>> = {
  gradientDescent: 0,
  momentum: 1,
  adam: 2,
}

/** Calls the kernel of a rule. `operands` are P, dP and the moments; undefined ones are not reached. */
export function updateBy(
  kernels: Kernels,
  rule: UpdateRule,
  [P = 0, dP = 0, first = 0, second = 0]: readonly Address[],
  count: number,
): void {
  const { learningRate, l2 } = rule
  switch (rule.kind) {
    case 'gradientDescent':
      kernels.gradientDescent(P, dP, count, learningRate, l2)
      break
    case 'momentum':
      kernels.momentum(P, dP, first, count, learningRate, l2, rule.momentum)
      break
    case 'adam': {
      const { beta1, beta2, epsilon, correction1, correction2 } = rule
      kernels.adam(
        P,
        dP,
        first,
        second,
        count,
        learningRate,
        l2,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        epsilon,
        correction1,
        correction2,
      )
      break
    }
    default:
      rule satisfies never
  }
}

/** The numbers of a rule as the last arguments of its kernel, from `at` on. */
export function writeRule(floats: Float32Array, at: number, rule: UpdateRule): void {
  floats[at] = rule.learningRate
  floats[at + 1] = rule.l2
  switch (rule.kind) {
    case 'gradientDescent':
      break
    case 'momentum':
      floats[at + 2] = rule.momentum
      break
    case 'adam':
      floats[at + 2] = rule.beta1
      floats[at + 3] = 1 - rule.beta1
      floats[at + 4] = rule.beta2
      floats[at + 5] = 1 - rule.beta2
      floats[at + 6] = rule.epsilon
      floats[at + 7] = rule.correction1
      floats[at + 8] = rule.correction2
      break
    default:
      rule satisfies never
  }
}
