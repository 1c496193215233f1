import { textsFrom } from './language.ts'

/** The equations' titles, what their sections say, and notes on what is particular now. */
export const english = {
  batch: {
    forward: 'Forward: from the instances to the prediction',
    forwardWhat: 'Every instance is a column of X, so one product serves them all.',
    cost: 'The cost',
    costWhat: 'One number for how wrong the predictions are: the mean loss of the instances.',
    backward: 'Backward: the gradients',
    backwardWhat:
      'The residual T − Y is all that the cost hands down. Each layer turns it into its own gradient and passes the rest on.',
    update: 'The step',
    updateWhat:
      'New from old: every parameter moves against its gradient, by the learning rate. All steps use the parameters from before the step. Shown as in the notes, for plain gradient descent on all instances, whichever optimizer and batch size are training.',
    logits: 'Logits of the output',
    preActivations: (layer: number) => `Pre-activations of layer ${layer}`,
    activations: (layer: number) => `Activations of layer ${layer}`,
    meanLoss: (instances: string) => `Mean loss of ${instances} instances`,
    eachLoss: (T: string, Y: string) => `L is the loss of each instance, from ${T} and ${Y}.`,
    residual: 'The residual',
    residualNote: 'dZ is m ∂J/∂Z: the canonical loss leaves nothing but this difference.',
    gradient: (of: string) => `The gradient of ${of}`,
    step: (of: string) => `The step of ${of}`,
    stepNote: (rate: string) => `New, old and step, with α = ${rate}.`,
    stepNoteL2: (rate: string, l2: string) =>
      `New, old and step, with α = ${rate} and λ = ${l2}. The notes have λ = 0.`,
  },
  instance: {
    forward: 'Forward: from the instance to the prediction',
    forwardWhat: 'Each layer weighs its inputs, adds a bias, and bends the sum.',
    loss: 'The loss',
    lossWhat: 'How wrong the prediction is for this one instance.',
    chain: 'Backward: the chain rule',
    chainWhat:
      'The derivative of the loss is a product of factors, each of one small step of the way forward. The batch takes the mean of these over its instances.',
    logit: 'Logit of the output',
    preActivation: (layer: number) => `Pre-activation of layer ${layer}`,
    activation: (layer: number) => `Activation of layer ${layer}`,
    thisLoss: 'Loss of this instance',
    firstFactor: 'First factor: how the loss follows the prediction',
    noFirstFactor:
      't has rounded to 0 or 1, so this factor has no number. The product t − y still has: that is why the code uses it.',
    secondFactor: 'Second factor: how the prediction follows the logit',
    thirdFactor: 'Third factor: how the logit follows a weight',
    shortWay: 'The short way: the first two factors make the residual',
    product: (by: string) => `Their product: the derivative by ${by}`,
    derivative: (by: string) => `The derivative by ${by}`,
    residual: 'The residual: how the loss follows the logits',
  },
  inputs:
    'The inputs are standardised: a column of numbers is (x − μ)/σ here, with its mean μ and its standard deviation σ over the training points; columns such as x₁² and x₁x₂ are computed before that, and standardised like any other.',
  prediction: 'The prediction',
  reaches: (layer: number) => `What reaches layer ${layer}`,
  /** Between a number and those it is made from. */
  from: 'from',
  and: 'and',
  newName: (of: string) => `new ${of}`,
  stepName: (of: string) => `step of ${of}`,
  slopeName: (layer: number) => `slope[${layer}]`,
}

export const equationsTexts = textsFrom('below', 'equations', english)
