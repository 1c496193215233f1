import { textsOf } from './language.ts'

/** How it is learned. */
export const english = {
  title: 'Learning',
  activation: 'Activation',
  activations: {
    relu: 'ReLU',
    leakyRelu: 'Leaky ReLU',
    tanh: 'tanh',
    sigmoid: 'Sigmoid',
    identity: 'Identity (linear)',
  },
  optimizer: 'Optimizer',
  optimizers: { gradientDescent: 'Gradient descent', momentum: 'Momentum', adam: 'Adam' },
  learningRate: 'Learning rate α',
  l2: 'L2 strength',
  none: 'none',
  batchSize: 'Batch size',
  allInstances: 'all instances',
  seed: 'Seed',
}

export const learningTexts = textsOf('learning', english)
