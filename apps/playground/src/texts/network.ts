import { textsOf } from './language.ts'

/** The diagram of the network, and a unit's numbers. */
export const english = {
  title: 'Network',
  hint: 'Point at a unit to see it on the plane. Choose it, or a weight, to change its numbers.',
  hiddenLayers: (count: number) => `${count} hidden ${count === 1 ? 'layer' : 'layers'}`,
  removeLayer: 'Remove the last hidden layer',
  addLayer: 'Add a hidden layer',
  someOf: (drawn: number, size: number, what: string) => `${drawn} of ${size} ${what}`,
  inputs: 'inputs',
  inputsShort: 'in',
  output: 'output',
  outputs: 'outputs',
  outputShort: 'out',
  layerSize: (layer: number, size: number) =>
    `Hidden layer ${layer}: ${size} ${size === 1 ? 'unit' : 'units'}`,
  removeUnit: (layer: number) => `Remove a unit of hidden layer ${layer}`,
  addUnit: (layer: number) => `Add a unit to hidden layer ${layer}`,
  positive: 'positive weight',
  negative: 'negative weight',
  deadKey: 'dead: 0 on every training point',
  saturatedKey: 'saturated: at its end on nearly all',
  health: { dead: 'dead', saturated: 'saturated' },
  inputName: (feature: string) => `input ${feature}`,
  hiddenName: (unit: number, layer: number) => `hidden unit ${unit} of layer ${layer}`,
  outputName: (label: string) => `output ${label}`,
  numbersOf: (unit: string) => `Numbers of ${unit}`,
  bias: 'bias',
  weightFrom: (unit: string) => `weight from ${unit}`,
  more: (count: string) => `and ${count} more weights, which the derivation shows.`,
  slider: (label: string) => `${label}, slider`,
}

export const networkTexts = textsOf('network', english)
