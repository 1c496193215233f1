import { openCpuBackend } from '@leven/backend-cpu'
import { adam, network, predict, train } from '@leven/core'

// Four instances of two features, column by column, and the exclusive or of each.
const X = Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1)
const Y = Float32Array.of(0, 1, 1, 0)
const data = { instances: 4, X, Y }

const on = await openCpuBackend()
const shape = network({ features: 2, hidden: [8] }) // one hidden ReLU layer, one sigmoid output: the notes' network
const options = { epochs: 400, optimizer: adam({ learningRate: 0.05 }), seed: 1, reportEvery: 100 }
const training = train(on, shape, data, options)
for await (const { epoch, cost } of training) {
  console.log(`epoch ${epoch}: cost ${cost.toFixed(4)}`)
}
const T = await predict(on, shape, await training.parameters(), X, 4)
console.log(Array.from(T, (t) => t.toFixed(2)).join(' '))
await on.close()
