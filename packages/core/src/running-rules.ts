import type { UpdateRule } from './backend.ts'
import type { StepRules } from './learn.ts'
import { type AdamProducts, firstProducts, type Optimizer, updateRule } from './optimizer.ts'

type Changing<Rule> = Rule extends unknown ? { -readonly [Field in keyof Rule]: Rule[Field] } : never

/**
 * The rules of a run's steps, changed in place from step to step, because a recorded step reads them anew. A backend
 * that records nothing gets `now`, which never changes: it may look at a rule when its queue comes to it.
 */
export class RunningRules implements StepRules {
  readonly weights: Changing<UpdateRule>
  /** Without L2. */
  readonly biases: Changing<UpdateRule>

  constructor(optimizer: Optimizer, l2: number) {
    const { learningRate } = optimizer
    this.weights = updateRule(optimizer, learningRate, l2, firstProducts)
    this.biases = updateRule(optimizer, learningRate, 0, firstProducts)
  }

  /** The rules as they are. */
  now(): StepRules {
    return { weights: { ...this.weights }, biases: { ...this.biases } }
  }

  /** The scheduled learning rate and Adam's products of the next step. */
  set(learningRate: number, products: AdamProducts): void {
    change(this.weights, learningRate, products)
    change(this.biases, learningRate, products)
  }
}

function change(rule: Changing<UpdateRule>, learningRate: number, { beta1, beta2 }: AdamProducts): void {
  rule.learningRate = learningRate
  if (rule.kind !== 'adam') return
  rule.correction1 = 1 - beta1
  rule.correction2 = 1 - beta2
}
