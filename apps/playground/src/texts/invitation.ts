import { textsOf } from './language.ts'

/** The way to the exercises. */
export const english = {
  write: 'Write it yourself',
  about:
    'Three short functions are backpropagation. Write them here: the laws that hold for every backend judge yours, show the smallest network they fail on, and when they pass, they train this one.',
  open: 'Open the exercises',
  opening: 'Opening…',
  failed: 'The exercises could not be fetched. Check the connection and try again.',
}

export const invitationTexts = textsOf('invitation', english)
