// Leven as its users have it: core's step on a backend (what train() takes), and a predictor.
import { openCpuBackend } from '../../../packages/backend-cpu/dist/index.js'
import {
  Allocation,
  cost,
  learningWorkspace,
  network,
  openPredictor,
  placeParameters,
  repeatable,
  step,
  withGradients,
} from '../../../packages/core/dist/index.js'

export async function open(mode, threads) {
  const on = await openCpuBackend(mode, { threads })
  const place = ({ n0, n1, W1, W2 }) => ({
    shape: network({ features: n0, hidden: [n1] }),
    parameters: [
      { W: W1, b: new Float32Array(n1) }, // an input after the other is n1 × n0 by columns
      { W: W2, b: new Float32Array(1) },
    ],
  })
  return {
    async network(problem, learningRate) {
      const { shape, parameters } = place(problem)
      const { n0, m, X, Y } = problem
      const from = new Allocation(on)
      const layers = withGradients(from, placeParameters(from, shape, parameters), 0)
      const batch = { X: on.tensor(n0, m, X), Y: on.tensor(1, m, Y), s: undefined }
      const workspace = learningWorkspace(from, shape, layers, batch)
      const rule = { kind: 'gradientDescent', learningRate, l2: 0 }
      const once = repeatable(on, (on) => step(on, workspace, { weights: rule, biases: rule }))
      return {
        async steps(count) {
          for (let i = 0; i < count; i++) once()
        },
        async cost() {
          const read = layers.map(async ({ W, b }) => ({ W: await on.read(W), b: await on.read(b) }))
          return cost(on, shape, await Promise.all(read), { instances: m, X, Y })
        },
      }
    },
    async scorer(problem, X) {
      const { shape, parameters } = place(problem)
      const predictor = openPredictor(on, shape, parameters)
      return () => predictor.predict(X, X.length / problem.n0)
    },
    async single(problem) {
      const { shape, parameters } = place(problem)
      const predictor = openPredictor(on, shape, parameters)
      const x = problem.X.subarray(0, problem.n0)
      return (count) => {
        for (let i = 0; i < count; i++) predictor.predictOne(x)
      }
    },
  }
}
