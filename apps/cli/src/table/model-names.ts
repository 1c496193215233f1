import { type Encoder, namesOfModel, withNamesOfModel } from '@leven/tabular'
import type { TableStream } from './stream.ts'

/** A stream whose columns are called as the model has them, where their accents are composed in another way. */
export function streamForModel(encoder: Encoder, stream: TableStream): TableStream {
  return {
    ...stream,
    names: namesOfModel(encoder, stream.names),
    async *pieces() {
      for await (const piece of stream.pieces()) yield withNamesOfModel(encoder, piece)
    },
  }
}
