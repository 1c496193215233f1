// One row of a program to its prediction, through 30-64-1: Leven's predict, which encodes the row, beside the others, which
// are given numbers; and onnxruntime on Leven's own export, which encodes too. Interleaved, in one process.
// Run: npm run build && cd benchmarks/peers && npm install --ignore-scripts && node one-row.mjs
import ort from 'onnxruntime-node'
import { exportModel } from '../../packages/export/dist/index.js'
import { fit } from '../../packages/leven/dist/index.js'
import { open as openBrain } from './peers/brain.mjs'
import { open as openLeven } from './peers/leven.mjs'
import { open as openOrt } from './peers/onnxruntime.mjs'
import { open as openTf } from './peers/tfjs.mjs'
import { problemOf } from './problem.mjs'

const problem = problemOf('small')
const { n0, m, X, Y } = problem
const rows = Array.from({ length: m }, (_, j) => ({
  ...Object.fromEntries(Array.from({ length: n0 }, (_, k) => [`c${k}`, X[j * n0 + k]])),
  y: Y[j] === 1,
}))
const model = await fit(rows, { target: 'y', members: 1, hidden: [64], epochs: 2 })

/** The exported model, which takes a column after the other. */
async function exported() {
  const [file] = await exportModel(model.model, 'onnx')
  const session = await ort.InferenceSession.create(file.bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  })
  return async (count) => {
    for (let i = 0; i < count; i++) {
      const row = rows[i % m]
      const feeds = {}
      for (const name of session.inputNames) {
        feeds[name] = new ort.Tensor('float64', Float64Array.of(row[name]), [1, 1])
      }
      await session.run(feeds)
    }
  }
}

const peers = {
  'model.predict(row)': {
    count: 4000,
    run: (count) => {
      for (let i = 0; i < count; i++) model.predict(rows[i % m])
    },
  },
  'onnxruntime-node on its export': { count: 400, run: await exported() },
  'predictOne, numbers alone': { count: 4000, run: await (await openLeven('native', 1)).single(problem) },
  'onnxruntime-node, numbers alone': { count: 1000, run: await (await openOrt(1)).single(problem) },
  'tfjs wasm, numbers alone': { count: 400, run: await (await openTf('wasm')).single(problem) },
  'brain.js, numbers alone': { count: 1000, run: await (await openBrain()).single(problem) },
}
const times = Object.fromEntries(Object.keys(peers).map((name) => [name, []]))
for (let round = 0; round < 17; round++) {
  for (const [name, { count, run }] of Object.entries(peers)) {
    const begun = performance.now()
    await run(count)
    if (round > 1) times[name].push(((performance.now() - begun) * 1000) / count)
  }
}
const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)]
const ours = median(times['model.predict(row)'])
console.log(`network ${model.model.network.sizes.join('-')}, ${process.version}`)
for (const [name, list] of Object.entries(times)) {
  const [middle, least] = [median(list), list[0]]
  console.log(
    `| ${name} | ${middle.toPrecision(3)} | ${least.toPrecision(3)} | ${(middle / ours).toPrecision(3)} |`,
  )
}
await model.close()
process.exit(0)
