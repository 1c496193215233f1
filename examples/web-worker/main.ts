import { load } from '@leven/leven'
import type { Message } from './messages.ts'

const progress = document.querySelector('progress')
const status = document.querySelector('[role=status]')
if (!progress || !status) throw new Error('The page has nothing to show it with.')

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
worker.addEventListener('message', async ({ data }: MessageEvent<Message>) => {
  if (data.kind === 'progress') {
    progress.value = data.share
    return
  }
  const model = await load(data.model)
  const inside = (x: number, y: number) => model.predict({ x, y }).prediction
  status.textContent = `middle inside: ${inside(0, 0)}, corner inside: ${inside(0.9, 0.9)}`
})
