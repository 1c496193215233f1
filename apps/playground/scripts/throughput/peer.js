// The same work in TensorFlow.js: full batch, plain gradient descent. Evaluated in a page that has loaded it as `tf`.
;(() => {
  const { tf } = globalThis
  let parameters = []
  let step = () => {}

  globalThis.peer = {
    /** Places data and first parameters on a backend: 'cpu' or 'wasm'. */
    async open(backend, { sizes, learningRate, instances, X, Y, parameters: first }) {
      await tf.setBackend(backend)
      await tf.ready()
      // Instances are rows there, and columns column by column here: the same order of numbers.
      const x = tf.tensor2d(X, [instances, sizes[0]])
      const y = tf.tensor2d(Y, [instances, sizes.at(-1)])
      parameters = first.map(({ W, b }, l) => ({
        W: tf.variable(tf.tensor2d(W, [sizes[l], sizes[l + 1]])),
        b: tf.variable(tf.tensor2d(b, [1, sizes[l + 1]])),
      }))
      const optimizer = tf.train.sgd(learningRate)
      const cost = () => {
        let a = x
        for (const [l, { W, b }] of parameters.entries()) {
          const z = a.matMul(W).add(b)
          a = l < parameters.length - 1 ? z.relu() : z
        }
        return tf.losses.sigmoidCrossEntropy(y, a)
      }
      step = () => optimizer.minimize(cost)
    },
    async train(milliseconds) {
      for (let i = 0; i < 20; i++) step()
      const begin = performance.now()
      let epochs = 0
      while (performance.now() - begin < milliseconds) {
        step()
        epochs++
      }
      await parameters[0].W.data()
      return { epochs, seconds: (performance.now() - begin) / 1000 }
    },
    async after(epochs) {
      for (let i = 0; i < epochs; i++) step()
      const all = parameters.flatMap(({ W, b }) => [W.data(), b.data()])
      return (await Promise.all(all)).map((values) => Array.from(values))
    },
  }
})()
