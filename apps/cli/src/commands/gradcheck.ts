import {
  type Activation,
  activationNames,
  type Dataset,
  EventLoop,
  type GradientBlock,
  generator,
  gradientCheck,
  gradientTolerance,
  InvalidOptionError,
  initialParameters,
  type Network,
  type NetworkParameters,
  network as networkOf,
  type Output,
  outputNames,
  uniform,
} from '@leven/core'
import { defaults, prepare, settleRecipe } from '@leven/model'
import { inputCount, outputCount, outputKind } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { GradcheckCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { located, readTable } from '../table/read.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { textTable } from '../text-table.ts'

/** Rows of a table that are checked; each parameter costs two passes over them. */
const mostRows = 200
const defaultL2 = 0.01

/** One network to be checked. */
interface Problem {
  readonly name: string
  readonly network: Network
  readonly data: Dataset
}

/** One network's blocks. */
interface Checked {
  readonly name: string
  readonly blocks: readonly GradientBlock[]
  readonly worst: number
}

/**
 * `leven gradcheck`: holds analytic gradients against central differences, block by block.
 * @returns the exit status: 1 where a relative difference is above the tolerance.
 */
export async function gradcheckCommand(
  data: string | undefined,
  options: GradcheckCommandOptions,
): Promise<number> {
  const seed = options.seed ?? defaults.seed
  const fromTable = data !== undefined || options.query !== undefined
  const problems = fromTable ? [await problemOf(data, options)] : [...builtIn(options, seed)]
  const l2 = options.l2 ?? defaultL2
  const checked: Checked[] = []
  const loop = new EventLoop()
  const on = await openBackend(options.backend ?? 'reference') // LEVEN_BACKEND may be too coarse
  try {
    for (const { name, network, data: rows } of problems) {
      const check = await gradientCheck(network, withBiases(network, seed), rows, { l2, on })
      checked.push({ name, ...check })
      if (loop.due()) await loop.handBack() // many small networks are long together
    }
  } finally {
    await on.close()
  }
  const worst = Math.max(...checked.map((check) => check.worst))
  if (options.json) printJson({ blocks: checked.flatMap(named), worst })
  else printBlocks(checked, worst)
  return worst <= gradientTolerance ? exitStatus.done : exitStatus.failed
}

/** Of the gradient and of the L2 term, the farther. */
function differenceOf({ relativeDifference, penaltyDifference }: GradientBlock): number {
  return Math.max(relativeDifference, penaltyDifference)
}

/** Blocks for JSON; without data their names begin with the network's. */
function named({ name, blocks }: Checked): readonly { name: string; relativeDifference: number }[] {
  return blocks.map((block) => ({
    name: name === '' ? block.name : `${name} ${block.name}`,
    relativeDifference: differenceOf(block),
  }))
}

/** The network of a table, on its first rows. */
async function problemOf(data: string | undefined, options: GradcheckCommandOptions): Promise<Problem> {
  const { target } = options
  if (target === undefined) {
    throw new InvalidOptionError('gradcheck with data needs a target.', 'Give --target.')
  }
  const table = await readTable({ data, query: options.query, text: options })
  const recipe = settleRecipe({ ...options, validation: 0 })
  try {
    const { encoder, training, notes } = prepare(table, { ...options, target }, recipe)
    for (const sentence of [...table.notes, ...notes]) note(sentence)
    const network = networkOf({
      features: inputCount(encoder),
      hidden: recipe.hidden,
      outputs: outputCount(encoder.target),
      activation: recipe.activation,
      output: outputKind(encoder.target),
    })
    const { X, Y, instances, sampleWeights } = training.weighted
    const rows = Math.min(instances, mostRows)
    if (rows < instances) note(`The gradients are checked on the first ${rows} of ${instances} rows.`)
    return {
      name: '',
      network,
      data: {
        instances: rows,
        X: X.subarray(0, (X.length / instances) * rows),
        Y: Y.subarray(0, (Y.length / instances) * rows),
        ...(sampleWeights && { sampleWeights: sampleWeights.subarray(0, rows) }),
      },
    }
  } catch (error) {
    throw located(table, error)
  }
}

/** Initial parameters whose biases are not zero, so that none of their terms hides. */
function withBiases(network: Network, seed: number): NetworkParameters {
  const random = generator(seed, 'parameters', 99)
  return initialParameters(network, seed).map(({ W, b }) => ({ W, b: b.map(() => uniform(random, 0.5)) }))
}

/**
 * Every output, activation and depth from no hidden layer to three, on seeded random data: one output and two, batches of
 * several sizes, with sample weights and without.
 */
function* builtIn({ hidden, activation }: GradcheckCommandOptions, seed: number): Generator<Problem> {
  const depths = hidden ? [hidden] : [[], [5], [5, 4], [5, 4, 3]]
  let index = 0
  for (const output of outputNames) {
    for (const units of depths) {
      const choices: readonly Activation[] = activation ? [activation] : activationNames
      for (const g of units.length === 0 ? choices.slice(0, 1) : choices) {
        const outputs = output === 'softmax' || index % 2 === 0 ? 2 : 1
        const network = networkOf({ features: 3, hidden: units, outputs, activation: g, output })
        const name = [network.sizes.join('-'), ...(units.length > 0 ? [g] : []), output].join(' ')
        yield { name, network, data: randomData(output, outputs, seed, index++) }
      }
    }
  }
}

const batchSizes = [7, 1, 12, 33]

function randomData(output: Output, outputs: number, seed: number, index: number): Dataset {
  const random = generator(seed, 'split', index)
  const instances = batchSizes[index % batchSizes.length] ?? 7
  const X = Float64Array.from({ length: 3 * instances }, () => uniform(random, 2))
  const first = Float64Array.from({ length: instances }, () => Number(uniform(random, 1) > 0))
  const Y = Float64Array.from({ length: outputs * instances }, (_, k) => {
    const y = first[Math.floor(k / outputs)] ?? 0
    if (output === 'identity') return uniform(random, 2)
    return k % outputs === 0 ? y : 1 - y
  })
  if (index % 3 === 0) return { instances, X, Y }
  return {
    instances,
    X,
    Y,
    sampleWeights: Float64Array.from({ length: instances }, (_, i) => (i % 4) / 2 + 0.5),
  }
}

/** One network: a line for each block. Several: a line for each network. */
function printBlocks(checked: readonly Checked[], worst: number): void {
  const one = checked.length === 1 ? checked[0] : undefined
  const names = [...new Set(checked.flatMap(({ blocks }) => blocks.map(({ name }) => name)))]
  const rows = one
    ? [
        ['block', '‖a − n‖/(‖a‖ + ‖n‖)'],
        ...one.blocks.map((block) => [block.name, differenceOf(block).toExponential(2)]),
      ]
    : [
        ['‖a − n‖/(‖a‖ + ‖n‖)', ...names],
        ...checked.map(({ name, blocks }) => [
          name,
          ...blocks.map((block) => differenceOf(block).toExponential(1)),
        ]),
      ]
  const right = worst <= gradientTolerance
  for (const [row, line] of textTable(rows).entries()) print(row === 0 ? styled('faint', line) : line)
  print('')
  const kinks = checked.flatMap(({ blocks }) => blocks.map((block) => block.kinks)).reduce((a, b) => a + b, 0)
  if (kinks > 0) print(`${kinks} parameters left out, at which a ReLU changes sides and J has no derivative`)
  const verdict = right ? 'the gradients are right' : 'a gradient is wrong'
  print(
    styled(
      right ? 'good' : 'bad',
      `worst ${worst.toExponential(2)}, tolerance ${gradientTolerance}: ${verdict}`,
    ),
  )
}
