// TensorFlow.js with its own gradients and optimizer.
import * as tf from '@tensorflow/tfjs'

export async function open(backend) {
  if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm')
  await tf.setBackend(backend)
  await tf.ready()
  const slow = backend === 'cpu' ? 50 : 10
  return {
    slower: { tiny: 200, small: slow, medium: 20 },
    async network({ n0, n1, m, X, Y, W1, W2 }, learningRate) {
      const [x, y] = [tf.tensor2d(X, [m, n0]), tf.tensor2d(Y, [m, 1])]
      const parameters = [
        tf.variable(tf.tensor2d(W1, [n0, n1])),
        tf.variable(tf.zeros([n1])),
        tf.variable(tf.tensor2d(W2, [n1, 1])),
        tf.variable(tf.zeros([1])),
      ]
      const [w1, b1, w2, b2] = parameters
      const logits = () => x.matMul(w1).add(b1).relu().matMul(w2).add(b2)
      const loss = () => tf.losses.sigmoidCrossEntropy(y, logits())
      const optimizer = tf.train.sgd(learningRate)
      return {
        async steps(count) {
          for (let i = 0; i < count; i++) optimizer.minimize(loss, false, parameters)
          await b2.data()
        },
        cost: async () => (await tf.tidy(loss).data())[0],
      }
    },
    async scorer({ n0, n1, W1, W2 }, X) {
      const [w1, w2] = [tf.tensor2d(W1, [n0, n1]), tf.tensor2d(W2, [n1, 1])]
      const chunk = 1024 * n0
      return async () => {
        for (let at = 0; at < X.length; at += chunk) {
          const part = X.subarray(at, at + chunk)
          const T = tf.tidy(() =>
            tf
              .tensor2d(part, [part.length / n0, n0])
              .matMul(w1)
              .relu()
              .matMul(w2)
              .sigmoid(),
          )
          await T.data()
          T.dispose()
        }
      }
    },
    async single({ n0, n1, W1, W2, X }) {
      const [w1, w2] = [tf.tensor2d(W1, [n0, n1]), tf.tensor2d(W2, [n1, 1])]
      const x = X.subarray(0, n0)
      return async (count) => {
        for (let i = 0; i < count; i++)
          tf.tidy(() => tf.tensor2d(x, [1, n0]).matMul(w1).relu().matMul(w2).sigmoid().dataSync())
      }
    },
  }
}
