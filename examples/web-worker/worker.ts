// Trains away from the page's thread, tells how it goes, and hands the model over as its file.
import { fit } from '@leven/leven'
import type { Message } from './messages.ts'

const rows = Array.from({ length: 400 }, (_, i) => {
  const [x, y] = [((i * 37) % 100) / 50 - 1, ((i * 61) % 100) / 50 - 1]
  return { x, y, inside: x * x + y * y < 0.5 }
})
const epochs = 200
const tell = (message: Message): void => postMessage(message)
const model = await fit(rows, {
  target: 'inside',
  members: 1,
  epochs,
  onProgress: ({ epoch }) => tell({ kind: 'progress', share: epoch / epochs }),
})
tell({ kind: 'done', model: await model.save() })
