import { openCpuBackend } from '@leven/backend-cpu'
import {
  createModel,
  loadModel,
  ModelError,
  type ModelParts,
  type OptionValue,
  predictTable,
  saveModel,
} from '@leven/model'
import { predictionRows, type Table } from '@leven/tabular'
import about from '../../package.json' with { type: 'json' }
import type { Problem } from '../data/problem.ts'
import type { OpenedModel } from '../session/opened-model.ts'
import { fitsPage, most, type Settings } from '../settings/settings.ts'
import { sharingTexts } from '../texts/sharing.ts'
import type { Frame } from '../training/frame.ts'
import type { Curve } from '../training/history.ts'
import { optimizers } from './command.ts'
import { csv } from './table-csv.ts'

/** Where the page notes its link in a training record. */
const linkOption = 'playground-link'

/**
 * The run as it stands, as the file that `leven predict` and `leven inspect` read.
 * @param link the page's settings as a link writes them; undefined where a link does not bring the data back.
 * @throws ModelError where it could not be loaded again.
 */
export async function writeModel(
  problem: Problem,
  frame: Frame,
  settings: Settings,
  link: string | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const on = await openCpuBackend()
  try {
    const { network, parameters, curve, epoch, backend } = frame
    const { name, device, accelerated, reason } = backend
    const training = {
      options: { ...optionsOf(settings), [linkOption]: link ?? null },
      seed: settings.seed,
      versions: { leven: about.version },
      backend: { name, device, accelerated, reason },
      rows: { training: problem.training.length, validation: problem.test.length },
      members: null,
      conformal: [],
      curve: { epochs: epoch, bestEpoch: epoch, points: summary(curve) },
    }
    return await saveModel(await createModel({ network, parameters, encoder: problem.encoder, training }, on))
  } finally {
    await on.close()
  }
}

/**
 * Reads a model file: verified by its hash and its golden rows, as the command line does it.
 * @param name of the file, for messages.
 * @throws ModelError that says which check failed, or what the page cannot show.
 */
export async function readModel(bytes: Uint8Array, name: string): Promise<OpenedModel> {
  const on = await openCpuBackend()
  try {
    const { network, parameters, encoder, training } = await loadModel(bytes, on, name)
    const t = sharingTexts()
    const hidden = network.sizes.slice(1, -1)
    const [activation = 'relu', ...others] = network.activations
    if (!fitsPage(hidden) || others.some((other) => other !== activation)) {
      throw new ModelError(
        name,
        t.unfit(
          hidden.join(', '),
          network.activations.join(', '),
          most.layers,
          most.broughtUnits,
          most.broughtWeights,
        ),
        t.useElsewhere,
      )
    }
    const link = training.options[linkOption]
    const weights = encoder.weightColumn
    return {
      network,
      parameters,
      encoder,
      hidden,
      activation,
      settings: { ...settingsOf(training.options), seed: training.seed },
      link: typeof link === 'string' ? link : undefined,
      note: weights === null ? '' : t.withoutWeights(JSON.stringify(weights)),
    }
  } finally {
    await on.close()
  }
}

/** What a network says of every row of a table, in its order: the CSV that `leven predict` writes. */
export async function predictionsCsv(
  { network, parameters, encoder }: Pick<ModelParts, 'network' | 'parameters' | 'encoder'>,
  table: Table,
): Promise<string> {
  const on = await openCpuBackend()
  try {
    const stored = parameters.map(({ W, b }) => ({ W: Float32Array.from(W), b: Float32Array.from(b) }))
    const { predictions } = await predictTable({ network, parameters: stored, encoder }, on, table)
    const { keys, row } = predictionRows(predictions)
    return csv([keys, ...Array.from({ length: table.rows }, (_, i) => row(i))])
  } finally {
    await on.close()
  }
}

function optionsOf(settings: Settings): Record<string, OptionValue> {
  const { hidden, activation, optimizer, learningRate, l2, batchSize, testShare } = settings
  return {
    hidden,
    activation,
    optimizer: optimizers[optimizer],
    'learning-rate': learningRate,
    'batch-size': batchSize || 'full',
    l2,
    validation: testShare,
  }
}

/** What a training record says, as far as the page has a setting for it. */
function settingsOf(options: Readonly<Record<string, OptionValue>>): Partial<Settings> {
  const { 'learning-rate': learningRate, 'batch-size': batch, l2, validation } = options
  const optimizer = keys(optimizers).find((name) => optimizers[name] === options.optimizer)
  return {
    ...(optimizer && { optimizer }),
    ...(typeof learningRate === 'number' && { learningRate }),
    ...(typeof l2 === 'number' && { l2 }),
    ...(batch === 'full' && { batchSize: 0 }),
    ...(typeof batch === 'number' && { batchSize: batch }),
    ...(typeof validation === 'number' && validation > 0 && { testShare: validation }),
  }
}

function keys<Key extends string>(of: Readonly<Record<Key, string>>): readonly Key[] {
  return Object.keys(of).filter((key): key is Key => Object.hasOwn(of, key))
}

/** At most 100 points of the curve, the last among them. */
function summary({ epoch, cost, testCost }: Curve) {
  const every = Math.max(1, Math.ceil(epoch.length / 99))
  return Array.from(epoch, (value, i) => ({
    epoch: Math.floor(value),
    cost: cost[i] ?? 0,
    validationCost: testCost[i] ?? null,
  })).filter((_, i) => i % every === 0 || i === epoch.length - 1)
}
