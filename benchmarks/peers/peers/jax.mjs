// jax-js on its WebAssembly backend, with its own gradients; a step is compiled by jit. The only one of its devices, beside
// plain loops, that Node has.
import { defaultDevice, grad, init, jit, nn, numpy as np, tree } from '@jax-js/jax'

export async function open() {
  await init('wasm')
  defaultDevice('wasm')
  const forward = (w1, w2, x) => nn.sigmoid(np.matmul(nn.relu(np.matmul(x, w1)), w2))
  return {
    slower: { tiny: 200, small: 5, medium: 10 },
    async network({ n0, n1, m, X, Y, W1, W2 }, learningRate) {
      const [x, y] = [np.array(X).reshape([m, n0]), np.array(Y).reshape([m, 1])]
      let parameters = {
        w1: np.array(W1).reshape([n0, n1]),
        b1: np.zeros([n1]),
        w2: np.array(W2).reshape([n1, 1]),
        b2: np.zeros([1]),
      }
      // log(1 + e^z) − y z, the cross-entropy of σ(z)
      const loss = ({ w1, b1, w2, b2 }, x, y) => {
        const z = np.matmul(nn.relu(np.matmul(x, w1).add(b1)), w2).add(b2)
        return nn.softplus(z.ref).sub(z.mul(y)).mean()
      }
      const step = jit((before, x, y) =>
        tree.map((p, dp) => p.sub(dp.mul(learningRate)), before, grad(loss)(tree.ref(before), x, y)),
      )
      const costOf = jit(loss)
      return {
        async steps(count) {
          for (let i = 0; i < count; i++) parameters = step(parameters, x.ref, y.ref)
          await parameters.b2.ref.data()
        },
        cost: async () => (await costOf(tree.ref(parameters), x.ref, y.ref).data())[0],
      }
    },
    async scorer({ n0, n1, W1, W2 }, X) {
      const [w1, w2] = [np.array(W1).reshape([n0, n1]), np.array(W2).reshape([n1, 1])]
      const predict = jit(forward)
      const chunk = 1024 * n0
      return async () => {
        for (let at = 0; at < X.length; at += chunk) {
          const part = X.slice(at, at + chunk)
          await predict(w1.ref, w2.ref, np.array(part).reshape([part.length / n0, n0])).data()
        }
      }
    },
    async single({ n0, n1, W1, W2, X }) {
      const [w1, w2] = [np.array(W1).reshape([n0, n1]), np.array(W2).reshape([n1, 1])]
      const predict = jit(forward)
      const x = X.slice(0, n0)
      return async (count) => {
        for (let i = 0; i < count; i++) predict(w1.ref, w2.ref, np.array(x).reshape([1, n0])).dataSync()
      }
    },
  }
}
