import { openCpuBackend } from '@leven/backend-cpu'
import { adam, network, type TrainOptions, train } from '@leven/core'
import { loadState, saveState } from '@leven/model'

// A spiral of two arms, column by column.
const instances = 200
const X = Float32Array.from({ length: 2 * instances }, (_, i) => {
  const [j, axis] = [i >> 1, i & 1]
  const turn = j / 50 + (j % 2) * Math.PI
  return (j / instances) * (axis === 0 ? Math.cos(turn) : Math.sin(turn))
})
const data = { instances, X, Y: Float32Array.from({ length: instances }, (_, j) => j % 2) }

const on = await openCpuBackend()
const shape = network({ features: 2, hidden: [16, 16], activation: 'tanh' })
const options: TrainOptions = {
  epochs: 200,
  batchSize: 32,
  optimizer: adam({ learningRate: 0.02 }),
  seed: 1,
  reportEvery: 20,
}

// Somebody stops the run half-way. What it needs to go on is a file.
const abort = new AbortController()
const first = train(on, shape, data, { ...options, signal: abort.signal })
for await (const { epoch } of first) if (epoch >= 100) abort.abort()
const { epoch } = await first.state()
const kept = await saveState(await first.state())
console.log(`stopped after epoch ${epoch}`)

// Another day: the same options, and the state.
const second = train(on, shape, data, { ...options, resume: await loadState(kept) })
for await (const { epoch, cost } of second) console.log(`epoch ${epoch}: cost ${cost.toFixed(4)}`)

// A run that nobody stopped ends with the same bits.
const whole = train(on, shape, data, options)
for await (const _ of whole);
const bits = async (run: typeof whole): Promise<string> =>
  (await run.parameters()).map(({ W, b }) => `${W.join()} ${b.join()}`).join()
console.log('the same bits as without a stop:', (await bits(second)) === (await bits(whole)))
await on.close()
