import { isDataError } from '@leven/tabular'
import { type Signal, signal } from '@preact/signals'
import type { OpenedModel } from '../session/opened-model.ts'
import { goOnFrom, problem } from '../session/session.ts'
import { sharingTexts } from '../texts/sharing.ts'

/** A model that reads other columns than the page has now. */
export const waiting: Signal<OpenedModel | undefined> = signal(undefined)

/**
 * Goes on from a model file, or keeps the model until its data are there.
 * @returns what to tell.
 * @throws ModelError where the file is none, is damaged, or is of a network that the page cannot show.
 */
export async function openModel(file: File): Promise<string> {
  const t = sharingTexts()
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { readModel } = await import('./model-file.ts')
  const model = await readModel(bytes, file.name)
  waiting.value = undefined
  try {
    goOnFrom(model)
  } catch (error) {
    if (!isDataError(error)) throw error
    waiting.value = model
    const { features, target } = model.encoder
    const names = features.map(({ name }) => JSON.stringify(name))
    const read =
      names.length > 4 ? t.someColumns(names.slice(0, 3).join(', '), names.length - 3) : names.join(', ')
    return t.otherColumns(file.name, read, JSON.stringify(target.name))
  }
  return [t.opened(file.name), model.note].filter(Boolean).join(' ')
}

/** Goes on from the model that waits, once the problem has its columns. To be run as an effect. */
export function openWaiting(): void {
  const [model, { table, encoder }] = [waiting.value, problem.value]
  // A problem that has the model's own encoder is the one it went on from.
  if (!model || encoder === model.encoder || table.rows === 0) return
  try {
    goOnFrom(model)
    waiting.value = undefined
  } catch (error) {
    if (!isDataError(error)) throw error
  }
}
