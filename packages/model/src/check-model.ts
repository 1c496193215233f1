import { checkNetwork, checkParameters, isLevenError, type Values } from '@leven/core'
import { type Encoder, inputCount, outputCount, outputKind } from '@leven/tabular'
import type { Golden, Model } from './model.ts'
import { ModelError } from './model-error.ts'

const remedy = 'Make the model anew from parts that belong together.'

/**
 * Returns when the parts of a model fit each other: sizes, encoder, finite parameters, golden rows.
 * What the golden rows predict is not checked here.
 * @throws ModelError that says what does not fit.
 */
export function checkModel({ network, parameters, encoder, golden }: Model, source: string): void {
  const refuse = (problem: string): never => {
    throw new ModelError(source, problem, remedy)
  }
  try {
    checkNetwork(network)
    checkParameters(network, parameters)
  } catch (cause) {
    if (!isLevenError(cause)) throw cause
    throw new ModelError(source, cause.message, remedy, { cause })
  }
  const [inputs, outputs] = [network.sizes[0], network.sizes.at(-1)]
  if (inputs !== inputCount(encoder)) {
    refuse(`the network has ${inputs} inputs but the encoder makes ${inputCount(encoder)}.`)
  }
  if (outputs !== outputCount(encoder.target) || network.output !== outputKind(encoder.target)) {
    refuse(
      `the network has ${outputs} ${network.output} outputs but the target takes ${outputCount(encoder.target)} ${outputKind(encoder.target)}.`,
    )
  }
  const fault = encoderFault(encoder) ?? goldenFault(golden, encoder)
  if (fault !== undefined) refuse(fault)

  for (const [index, layer] of parameters.entries()) {
    for (const name of ['W', 'b'] as const) {
      const at = firstNotFinite(layer[name])
      if (at < 0) continue
      const units = layer.b.length
      refuse(
        `${name}${index + 1} holds ${layer[name][at]} in row ${(at % units) + 1}, column ${Math.floor(at / units) + 1}.`,
      )
    }
  }
}

/** Where the first number stands that is infinite or NaN; -1 where there is none. A loop: there may be millions. */
function firstNotFinite(values: Values): number {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at])) return at
  return -1
}

/** What is wrong with an encoder that fits its schema. */
function encoderFault({ features, target }: Encoder): string | undefined {
  const names = [...features.map(({ name }) => name), target.name]
  if (hasDuplicates(names)) return 'the encoder has two columns of one name.'
  for (const feature of features) {
    if (feature.kind === 'category' && hasDuplicates(feature.levels)) {
      return `the encoder has a level of ${JSON.stringify(feature.name)} twice.`
    }
  }
  if (target.task === 'regression') return undefined
  if (hasDuplicates(target.labels)) return 'the encoder has a label twice.'
  return target.task === 'binary' && !target.labels.includes(target.positive)
    ? 'the positive label is none of the labels.'
    : undefined
}

/** What is wrong with golden rows that fit their schema. */
function goldenFault({ columns, rows, expected }: Golden, { features, target }: Encoder): string | undefined {
  const names = features.map(({ name }) => name)
  const outputs = outputCount(target)
  const fits =
    columns.length === names.length &&
    columns.every((column, i) => column === names[i]) &&
    rows.every((row) => row.length === names.length) &&
    expected.length === rows.length &&
    expected.every((T) => T.length === outputs)
  return fits ? undefined : "the golden rows do not have the encoder's columns and the network's outputs."
}

function hasDuplicates(texts: readonly string[]): boolean {
  return new Set(texts).size !== texts.length
}
