import { textsOf } from './language.ts'

/** What is learned from. */
export const english = {
  title: 'Data',
  dataSet: 'Data set',
  gallery: 'Gallery',
  shapes: {
    moons: 'Two moons',
    circles: 'Circles',
    xor: 'Exclusive or',
    gaussians: 'Two clouds',
    spiral: 'Spiral',
    pinwheel: 'Three arms',
    saddle: 'Saddle',
  },
  drawnPoints: (count: string) => `Drawn points: ${count}.`,
  heldOut: 'Held out for testing',
  download: 'Download CSV',
  noise: 'Noise',
  points: 'Points',
  dataSeed: 'Data seed',
  derived: 'More inputs',
  ownTable: 'Your own table…',
  drawHeights: 'Draw a few points of different heights: then there is something to learn.',
  drawClasses: 'Draw points of two classes, at least two of one: then there is something to learn.',
}

export const dataTexts = textsOf('data', english)
