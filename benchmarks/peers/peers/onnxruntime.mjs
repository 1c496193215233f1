// onnxruntime-node has no training: a step is a graph of the derivation's equations, parameters in, parameters out.
import ort from 'onnxruntime-node'

// ---- just enough of protobuf and ONNX ----
const varint = (value) => {
  const bytes = []
  for (let v = BigInt(value); ; v >>= 7n) {
    if (v < 128n) return Buffer.from([...bytes, Number(v)])
    bytes.push(Number(v & 127n) | 128)
  }
}
const number = (field, value) => Buffer.concat([varint(field << 3), varint(value)])
const bytes = (field, content) => {
  const data = Buffer.from(content)
  return Buffer.concat([varint((field << 3) | 2), varint(data.length), data])
}
const tensor = (name, dims, values) =>
  Buffer.concat([
    ...dims.map((d) => number(1, d)),
    number(2, 1),
    bytes(8, name),
    bytes(9, Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  ])
const info = (name, dims) =>
  Buffer.concat([
    bytes(1, name),
    bytes(
      2,
      bytes(
        1,
        Buffer.concat([number(1, 1), bytes(2, Buffer.concat(dims.map((d) => bytes(1, number(1, d)))))]),
      ),
    ),
  ])
const integer = (name, value) => Buffer.concat([bytes(1, name), number(3, value), number(20, 2)])
const node = (kind, inputs, output, ...attributes) =>
  Buffer.concat([
    ...inputs.map((i) => bytes(1, i)),
    bytes(2, output),
    bytes(4, kind),
    ...attributes.map((a) => bytes(5, a)),
  ])
const model = (nodes, constants, inputs, outputs) =>
  Buffer.concat([
    number(1, 8),
    bytes(
      7,
      Buffer.concat([
        ...nodes.map((n) => bytes(1, n)),
        bytes(2, 'g'),
        ...constants.map((c) => bytes(5, c)),
        ...inputs.map((i) => bytes(11, i)),
        ...outputs.map((o) => bytes(12, o)),
      ]),
    ),
    bytes(8, number(2, 13)),
  ])

const forward = (x) => [
  node('Gemm', [x, 'W1', 'b1'], 'Z1'),
  node('Relu', ['Z1'], 'A1'),
  node('Gemm', ['A1', 'W2', 'b2'], 'Z2'),
  node('Sigmoid', ['Z2'], 'T'),
]

export async function open(threads) {
  const session = (content) =>
    ort.InferenceSession.create(content, { intraOpNumThreads: threads, interOpNumThreads: 1 })
  const f32 = (values, dims) => new ort.Tensor('float32', values, dims)
  return {
    slower: { tiny: 50 },
    async network({ n0, n1, m, X, Y, W1, W2 }, learningRate) {
      const rate = Float32Array.of(learningRate / m)
      const dims = { W1: [n0, n1], b1: [n1], W2: [n1, 1], b2: [1] }
      const names = Object.keys(dims)
      const step = [
        ...forward('X'),
        node('Sub', ['T', 'Y'], 'd2'),
        node('Gemm', ['A1', 'd2'], 'gW2', integer('transA', 1)),
        node('ReduceSum', ['d2', 'axis'], 'gb2', integer('keepdims', 0)),
        node('Gemm', ['d2', 'W2'], 'e1', integer('transB', 1)),
        node('Sign', ['A1'], 's1'),
        node('Mul', ['e1', 's1'], 'd1'),
        node('Gemm', ['X', 'd1'], 'gW1', integer('transA', 1)),
        node('ReduceSum', ['d1', 'axis'], 'gb1', integer('keepdims', 0)),
        ...names.flatMap((name) => [
          node('Mul', [`g${name}`, 'rate'], `r${name}`),
          node('Sub', [name, `r${name}`], `n${name}`),
        ]),
      ]
      const axis = Buffer.concat([number(1, 1), number(2, 7), bytes(8, 'axis'), bytes(9, Buffer.alloc(8))])
      const constants = [tensor('X', [m, n0], X), tensor('Y', [m, 1], Y), tensor('rate', [1], rate), axis]
      const inputs = names.map((name) => info(name, dims[name]))
      const run = await session(
        model(
          step,
          constants,
          inputs,
          names.map((name) => info(`n${name}`, dims[name])),
        ),
      )
      const look = await session(model(forward('X'), [tensor('X', [m, n0], X)], inputs, [info('Z2', [m, 1])]))
      let held = {
        W1: f32(W1.slice(), dims.W1),
        b1: f32(new Float32Array(n1), dims.b1),
        W2: f32(W2.slice(), dims.W2),
        b2: f32(new Float32Array(1), dims.b2),
      }
      return {
        async steps(count) {
          for (let i = 0; i < count; i++) {
            const out = await run.run(held)
            held = { W1: out.nW1, b1: out.nb1, W2: out.nW2, b2: out.nb2 }
          }
        },
        async cost() {
          const { Z2 } = await look.run(held)
          return (
            Z2.data.reduce(
              (sum, z, j) => sum + Math.max(z, 0) - z * Y[j] + Math.log1p(Math.exp(-Math.abs(z))),
              0,
            ) / m
          )
        },
      }
    },
    async scorer({ n0, n1, W1, W2 }, X) {
      const chunk = 1024 * n0
      const constants = [
        tensor('W1', [n0, n1], W1),
        tensor('W2', [n1, 1], W2),
        tensor('b1', [n1], new Float32Array(n1)),
        tensor('b2', [1], new Float32Array(1)),
      ]
      const sessionOf = (rows) =>
        session(model(forward('X'), constants, [info('X', [rows, n0])], [info('T', [rows, 1])]))
      const rest = (X.length % chunk) / n0
      const [whole, last] = [await sessionOf(1024), rest ? await sessionOf(rest) : undefined]
      return async () => {
        for (let at = 0; at < X.length; at += chunk) {
          const part = X.subarray(at, at + chunk)
          const rows = part.length / n0
          await (rows === 1024 ? whole : last).run({ X: f32(part, [rows, n0]) })
        }
      }
    },
    async single({ n0, n1, W1, W2, X }) {
      const constants = [
        tensor('W1', [n0, n1], W1),
        tensor('W2', [n1, 1], W2),
        tensor('b1', [n1], new Float32Array(n1)),
        tensor('b2', [1], new Float32Array(1)),
      ]
      const run = await session(model(forward('X'), constants, [info('X', [1, n0])], [info('T', [1, 1])]))
      const x = X.slice(0, n0)
      return async (count) => {
        for (let i = 0; i < count; i++) await run.run({ X: f32(x, [1, n0]) })
      }
    },
  }
}
