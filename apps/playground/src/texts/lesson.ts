import { textsOf } from './language.ts'

/** The titles of the lessons, and the frame of one. */
export const english = {
  titles: {
    'one-neuron': 'One neuron',
    'why-hidden-units': 'Why hidden units',
    backpropagation: 'Backpropagation',
    'learning-rate': 'A learning rate too high',
    'vanishing-gradients': 'Vanishing gradients',
    'batch-size': 'Batch size',
    'momentum-and-adam': 'Momentum and Adam',
    overfitting: 'Overfitting and held-out data',
    regularisation: 'Regularisation',
    'broken-gradients': 'Broken gradients',
  },
}

export const lessonTexts = textsOf('lesson', english)
