import { textsFrom } from './language.ts'

/** The cost over a plane through the parameters. */
export const english = {
  title: 'Loss landscape',
  about:
    'The training cost, without L2, around the network of now: everywhere on the map two numbers are moved, and this device computes the cost of all instances there. Shades go by rank, from the lowest cost to the highest. The line is the way of the run: its shadow, since the other numbers moved too.',
  over: 'Over',
  numbers: 'two weights',
  directions: 'two random directions',
  across: 'Across',
  up: 'Up',
  seed: 'Seed of the directions',
  weight: (from: string, to: string) => `weight from ${from} to ${to}`,
  bias: (of: string) => `bias of ${of}`,
  layer: (number: number) => `Layer ${number}`,
  direction: (number: number) => `direction ${number}`,
  surveying: 'Computing the costs…',
  probeAcross: 'Point across',
  probeUp: 'Point up',
  cost: (cost: string, across: string, up: string) => `Cost ${cost} at ${across} across, ${up} up.`,
  map: (across: string, up: string) => `Training cost over ${across}, across, and ${up}, up.`,
  range: (lowest: string, here: string, highest: string) =>
    `Lowest ${lowest}, here ${here}, highest ${highest}.`,
  path: (moments: number, across: string, up: string) =>
    `The run began at ${across} across, ${up} up, and came here in ${moments} moments that are kept.`,
  noPath: 'The run has not begun.',
  wayOfRun: 'way of the run',
  low: 'low cost',
  high: 'high cost',
  more: (count: string) => `${count} more numbers are not in the lists.`,
}

export const landscapeTexts = textsFrom('parts', 'landscape', english)
