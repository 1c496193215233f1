import { textsOf } from './language.ts'

/** The way to the exercises, and what is said while the learner's code trains. */
export const english = {
  write: 'Write it yourself',
  about:
    'Three short functions are backpropagation. Write them here: the laws that hold for every backend judge yours, show the smallest network they fail on, and when they pass, they train this one.',
  open: 'Open the exercises',
  opening: 'Opening…',
  failed: 'The exercises could not be fetched. Check the connection and try again.',
  yoursTrains: 'Your code trains this network.',
  pictures: 'The pictures and costs are core’s.',
  trainWithCore: 'Train with core’s code',
}

export const invitationTexts = textsOf('invitation', english)
