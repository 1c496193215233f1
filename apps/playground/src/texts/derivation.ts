import { textsFrom } from './language.ts'

/** The derivation around its equations: what it shows, what is in it, and how numbers, rows and columns are called. */
export const english = {
  title: 'The derivation',
  state: (epoch: string, of: string) =>
    `Epoch ${epoch}, ${of}. Point at a number to find its unit, or at a unit to find its numbers.`,
  ofAll: (instances: string) => `all ${instances} instances`,
  ofOne: (instance: string, instances: string) => `instance ${instance} of ${instances}`,
  calculating: 'Calculating…',
  contents: 'Contents of the derivation',
  theCheck: 'The check',
  mistakesToMake: 'Mistakes to make',
  walkThrough: 'Walk through it, forward and back',
  numbersOf: 'Numbers of',
  theBatch: 'The batch',
  oneInstance: 'One instance',
  previousInstance: 'Previous instance',
  nextInstance: 'Next instance',
  whichInstance: (instances: string) => `Instance, 1 to ${instances}`,
  inTheCode: 'In the code:',
  input: (place: number) => `input ${place}`,
  unit: (place: number) => `unit ${place}`,
  instance: (place: number) => `instance ${place}`,
  matrix: (name: string, rows: number, columns: number) => `${name}, ${rows} by ${columns}`,
  picture: (matrix: string, range: string) => `${matrix}, ${range}. The arrow keys read single numbers.`,
  enterChooses: 'Enter chooses the instance.',
  range: (low: string, high: string) => `${low} to ${high}`,
  noNumbers: 'no numbers',
}

export const derivationTexts = textsFrom('below', 'derivation', english)
