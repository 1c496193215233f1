import { textsOf } from './language.ts'

/** What is said aloud of a run. */
export const english = {
  training: 'Training.',
  paused: 'Paused.',
  epoch: (epoch: string) => `Epoch ${epoch}.`,
  within: (epoch: string, seen: string, all: string) =>
    `Epoch ${epoch}, ${seen} of ${all} instances into the next.`,
  costs: (training: string, test: string) => `Training cost ${training}, test cost ${test}.`,
  right: (share: string) => `${share} of the test points are right.`,
  r2: (value: string) => `R² on the test points is ${value}.`,
  undefined: 'undefined',
  plane: (shares: string) => `Of the plane, ${shares}.`,
  notANumber: 'not a number',
  timesTenTo: (digits: string, power: number) => `${digits} times ten to the ${power}`,
  underOne: 'under 1 per cent',
  over99: 'over 99 per cent',
  perCent: (share: number) => `${share} per cent`,
}

export const announcerTexts = textsOf('announcer', english)
