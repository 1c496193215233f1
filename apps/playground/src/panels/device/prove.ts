import type { Backend } from '@leven/core'
import { parametersSha256, trainModel } from '@leven/model'
import { readCsv } from '../csv/read-csv.ts'
import type { Proved } from './bench.ts'

/** What the README trains as one network: `leven train examples/breast-cancer.csv --target diagnosis --members 1`. */
export const example = { file: 'breast-cancer.csv', target: 'diagnosis' } as const

/**
 * Trains the README's example as the command does, with every default.
 * @throws DataError, LevenError as trainModel does.
 */
export async function prove(csv: string, on: Backend, heard: (epoch: number) => void): Promise<Proved> {
  const table = readCsv(csv, example.file)
  const began = performance.now()
  const { model } = await trainModel(
    on,
    table,
    { target: example.target, members: 1 },
    { onProgress: ({ epoch }) => heard(epoch) },
  )
  const seconds = (performance.now() - began) / 1000
  const { training, validation } = model.training.rows
  return {
    kind: 'proved',
    sha256: await parametersSha256(model.parameters),
    seconds,
    epochs: model.training.curve.epochs,
    rows: training + validation,
    device: on.info.device,
  }
}
