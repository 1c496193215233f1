// Typed-array loops as a beginner writes them with care, an instance after the other.
export async function open() {
  return {
    slower: { small: 10, medium: 20 },
    async network({ n0, n1, m, X, Y, ...first }, learningRate) {
      const [W1, W2, b1] = [first.W1.slice(), first.W2.slice(), new Float32Array(n1)]
      let b2 = 0
      const [A, d] = [new Float32Array(n1 * m), new Float32Array(m)]
      const [dW1, dW2, db1] = [new Float32Array(n0 * n1), new Float32Array(n1), new Float32Array(n1)]
      function forward() {
        for (let j = 0; j < m; j++) {
          let z = b2
          for (let i = 0; i < n1; i++) {
            let sum = b1[i]
            for (let k = 0; k < n0; k++) sum += W1[k * n1 + i] * X[j * n0 + k]
            const a = sum > 0 ? sum : 0
            A[j * n1 + i] = a
            z += W2[i] * a
          }
          d[j] = z
        }
      }
      function step() {
        forward()
        let db2 = 0
        for (let j = 0; j < m; j++) {
          d[j] = 1 / (1 + Math.exp(-d[j])) - Y[j]
          db2 += d[j]
        }
        for (let i = 0; i < n1; i++) {
          let [w, b] = [0, 0]
          for (let j = 0; j < m; j++) {
            w += d[j] * A[j * n1 + i]
            if (A[j * n1 + i] > 0) b += W2[i] * d[j]
          }
          dW2[i] = w / m
          db1[i] = b / m
        }
        for (let k = 0; k < n0; k++) {
          for (let i = 0; i < n1; i++) {
            let sum = 0
            for (let j = 0; j < m; j++) if (A[j * n1 + i] > 0) sum += W2[i] * d[j] * X[j * n0 + k]
            dW1[k * n1 + i] = sum / m
          }
        }
        for (let i = 0; i < W1.length; i++) W1[i] -= learningRate * dW1[i]
        for (let i = 0; i < n1; i++) {
          W2[i] -= learningRate * dW2[i]
          b1[i] -= learningRate * db1[i]
        }
        b2 -= (learningRate * db2) / m
      }
      return {
        steps: async (count) => {
          for (let i = 0; i < count; i++) step()
        },
        async cost() {
          forward()
          let sum = 0
          for (let j = 0; j < m; j++) {
            sum += Math.max(d[j], 0) - d[j] * Y[j] + Math.log1p(Math.exp(-Math.abs(d[j])))
          }
          return sum / m
        },
      }
    },
    async scorer({ n0, n1, W1, W2 }, X) {
      const [m, T] = [X.length / n0, new Float32Array(X.length / n0)]
      return async () => predict(T, n0, n1, m, W1, W2, X)
    },
    async single({ n0, n1, W1, W2, X }) {
      const T = new Float32Array(1)
      return (count) => {
        for (let i = 0; i < count; i++) predict(T, n0, n1, 1, W1, W2, X)
      }
    },
  }
}

function predict(T, n0, n1, m, W1, W2, X) {
  for (let j = 0; j < m; j++) {
    let z = 0
    for (let i = 0; i < n1; i++) {
      let sum = 0
      for (let k = 0; k < n0; k++) sum += W1[k * n1 + i] * X[j * n0 + k]
      if (sum > 0) z += W2[i] * sum
    }
    T[j] = 1 / (1 + Math.exp(-z))
  }
}
