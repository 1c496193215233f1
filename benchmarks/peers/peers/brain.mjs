// brain.js knows no full batch: it moves its weights after every row. Its time is that of one pass over the rows.
import { createRequire } from 'node:module'

export async function open() {
  const { NeuralNetwork } = createRequire(import.meta.url)('brain.js')
  const made = (n0, n1) => {
    const net = new NeuralNetwork({ inputSize: n0, outputSize: 1, hiddenLayers: [n1], activation: 'relu' })
    net.initialize?.()
    return net
  }
  return {
    slower: { tiny: 100, small: 50, medium: 20 },
    async network({ n0, n1, m, X, Y }, learningRate) {
      const net = made(n0, n1)
      const rows = Array.from({ length: m }, (_, j) => ({
        input: X.subarray(j * n0, (j + 1) * n0),
        output: [Y[j]],
      }))
      return {
        steps: async (count) =>
          net.train(rows, { iterations: count, learningRate, errorThresh: 1e-12, errorCheckInterval: 1e9 }),
        cost: async () => Number.NaN,
      }
    },
    async scorer() {
      throw new Error('left out: one row at a time')
    },
    async single({ n0, n1, X, Y }) {
      const net = made(n0, n1)
      const x = X.subarray(0, n0)
      net.train([{ input: x, output: [Y[0]] }], { iterations: 1 })
      return (count) => {
        for (let i = 0; i < count; i++) net.run(x)
      }
    },
  }
}
