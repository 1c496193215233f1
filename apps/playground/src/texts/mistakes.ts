import { textsFrom } from './language.ts'

/** Mistakes to make in the derivation, and what became of them. */
export const english = {
  title: 'Break it',
  about: (epochs: number) =>
    `Four mistakes that are easily made. Each runs in a copy of the code; your own network is left alone. Both begin at the parameters of now: the check compares gradients, then one step is replayed and ${epochs} epochs are trained beside the right ones.`,
  mistakes: 'Mistakes',
  names: {
    dropMean: 'Drop the 1/m',
    flipSign: 'Flip the sign',
    forgetTranspose: 'Forget the transpose',
    updateFirst: 'Update W2 first',
  },
  what: {
    dropMean:
      'The last lines of the handwritten notes lost it. Each gradient points the right way and is m times too long.',
    flipSign: 'The residual the wrong way round: every step climbs.',
    forgetTranspose:
      'W[l] instead of its transpose, as the handwritten notes have it, carries the residual to the layer below.',
    updateFirst:
      'The upper layer moves before the layer below has taken its gradient, which then sees weights that are already new.',
  },
  working: 'Checking and training…',
  refused: 'The shapes refuse it:',
  refusedWhat:
    'No gradient, no training: the best kind of mistake. Give every layer the same number of units, and it would run, and only the gradient check would notice.',
  found: 'The check finds it:',
  foundWorst: (worst: string) => `the worst relative difference is ${worst}.`,
  unseen: 'The check does not see it:',
  unseenWorst: (worst: string) => `the worst relative difference is ${worst}, as of right gradients.`,
  onlyOrder:
    'The gradients are right at any one point; only the order of the steps is wrong, and the check takes none.',
  nothingToSpoil: 'This network gives the mistake nothing to spoil.',
  replay: 'One step, replayed:',
  sameStep: 'every block moves as in the right step.',
  blockApart: (block: string, difference: string) => `${block} (relative difference ${difference})`,
  otherStep: (blocks: string) => `it moves ${blocks} otherwise than the right step.`,
  othersRight: 'The others move as they should.',
  training: 'Training:',
  costs: (epochs: number, right: string, broken: string) =>
    `after ${epochs} epochs J is ${right} without the mistake and ${broken} with it.`,
  same: 'The two runs are the same in every epoch.',
  apart: (epoch: number, difference: string) =>
    `They are furthest apart at epoch ${epoch}, by ${difference}.`,
  noNumber: (epoch: number) => `At epoch ${epoch} the broken cost is no longer a number.`,
  curves: (epochs: number, from: string, to: string, broken: string) =>
    `Cost over ${epochs} epochs. Right: from ${from} to ${to}. Broken: to ${broken}.`,
  epoch: 'epoch',
  rightRun: 'right',
  brokenRun: 'broken',
  costAxis: 'cost J, logarithmic',
  costAxisClipped: 'cost J, logarithmic; the broken one leaves the picture',
}

export const mistakesTexts = textsFrom('below', 'mistakes', english)
