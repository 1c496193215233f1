import type { Settings } from '../../settings/settings.ts'

/** A whole state of the page, to begin from. */
export interface Preset {
  /** Its texts have this name, too. */
  readonly name:
    | 'line'
    | 'bend'
    | 'fence'
    | 'squares'
    | 'product'
    | 'spiral'
    | 'arms'
    | 'saddle'
    | 'overfitting'
  readonly settings: Settings
  /** After so many epochs it is pictured. */
  readonly epochs: number
}

/** What every preset has unless it says otherwise, by value: what the page opens with may change. */
const usual: Settings = {
  shape: 'moons',
  noise: 0.15,
  size: 400,
  testShare: 0.3,
  dataSeed: 1,
  derived: [],
  hidden: [4],
  activation: 'relu',
  seed: 4,
  optimizer: 'gradientDescent',
  learningRate: 0.3,
  l2: 0,
  batchSize: 0,
}

const adam = { optimizer: 'adam', learningRate: 0.03 } as const

/** The gallery, from what is learned easily to what is learned too well (`test/gallery.test.ts`). */
export const presets: readonly Preset[] = [
  { name: 'line', settings: { ...usual, shape: 'gaussians', noise: 0.3, hidden: [] }, epochs: 200 },
  { name: 'bend', settings: { ...usual, ...adam }, epochs: 500 },
  {
    name: 'fence',
    settings: { ...usual, ...adam, shape: 'circles', noise: 0.1, hidden: [3], activation: 'tanh' },
    epochs: 500,
  },
  {
    name: 'squares',
    settings: { ...usual, shape: 'circles', hidden: [], derived: ['x1sq', 'x2sq'] },
    epochs: 300,
  },
  { name: 'product', settings: { ...usual, shape: 'xor', hidden: [], derived: ['x1x2'] }, epochs: 300 },
  {
    name: 'spiral',
    settings: { ...usual, ...adam, shape: 'spiral', hidden: [8, 8], activation: 'tanh' },
    epochs: 1000,
  },
  { name: 'arms', settings: { ...usual, ...adam, shape: 'pinwheel', hidden: [8] }, epochs: 500 },
  {
    name: 'saddle',
    settings: { ...usual, ...adam, shape: 'saddle', hidden: [8], activation: 'tanh' },
    epochs: 500,
  },
  {
    name: 'overfitting',
    settings: { ...usual, ...adam, noise: 0.35, size: 60, testShare: 0.5, hidden: [8, 8] },
    epochs: 1000,
  },
]
