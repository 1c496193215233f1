import { textsFrom } from './language.ts'

/** What is said of the pictures that leave the page. */
export const english = {
  title: 'Pictures',
  caption:
    'Of this moment, in the page’s theme. The cost curves are on a log scale, without L2. SVG stays sharp at any size.',
  names: { plane: 'Plane', network: 'Network', curves: 'Cost curves' },
  format: { png: 'PNG', svg: 'SVG' },
  save: (picture: string, format: string) => `Save ${picture} as ${format}`,
  saved: (file: string) => `${file} saved.`,
  epoch: 'Epoch',
  trainingCost: 'Training cost',
  testCost: 'Test cost',
  training: 'training',
  test: 'test',
}

export const picturesTexts = textsFrom('parts', 'pictures', english)
