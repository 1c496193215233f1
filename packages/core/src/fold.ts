import { InvalidOptionError } from './errors.ts'
import { checkParameters, type LayerParameters, type Network, type NetworkParameters } from './network.ts'

/** One network of a weighted sum of logits: Z[L] = Σ share⁽ⁱ⁾ Z[L]⁽ⁱ⁾. */
export interface Member {
  /** One hidden layer, with the output that all members have. */
  readonly network: Network
  /** Its trained parameters, first layer first. */
  readonly parameters: NetworkParameters
  /** Its factor; 1/k for each of k members is their average. Any finite number. */
  readonly share: number
}

/** A network with its parameters. */
export interface FoldedNetwork {
  /** One hidden layer: the members' units, one under the other. */
  readonly network: Network
  /** float64, column-major. */
  readonly parameters: NetworkParameters
}

/**
 * The weighted sum of several networks' logits, as one network (docs/derivation.md, "Many networks are one").
 * Hidden layers stand above each other, output weights side by side:
 *
 *     W[1] = [W[1]⁽¹⁾; …; W[1]⁽ᵏ⁾]     W[l] = diag(W[l]⁽¹⁾, …, W[l]⁽ᵏ⁾)     W[L] = [s⁽¹⁾W[L]⁽¹⁾ … s⁽ᵏ⁾W[L]⁽ᵏ⁾]     b[L] = Σ s⁽ⁱ⁾ b[L]⁽ⁱ⁾
 *
 * Networks without a hidden layer are summed first, and then stand beside the others as two ReLU units an
 * output: w·x = ReLU(w·x) − ReLU(−w·x).
 *
 * @param members of one number of features, one output and, but for linear ones, one depth with equal activations.
 * @throws InvalidOptionError where they do not fit each other.
 * @example
 * foldNetworks([{ network, parameters: first, share: 0.5 }, { network, parameters: second, share: 0.5 }])
 */
export function foldNetworks(members: readonly Member[]): FoldedNetwork {
  checkMembers(members)
  const linear = members.filter(({ network }) => network.activations.length === 0)
  const deep = members.filter(({ network }) => network.activations.length > 0)
  const [first] = deep
  const sum = linear.length > 0 ? [sumOfLinear(linear)] : []
  if (!first) return foldAll(sum)
  return foldAll([...deep, ...sum.map((member) => hiddenForm(member, first.network.activations))])
}

/** Members of one depth, none or all of them linear. */
function foldAll(members: readonly Member[]): FoldedNetwork {
  const [{ network, parameters }] = nonEmpty(members)
  const last = parameters.length - 1
  const folded = parameters.map((_, l) => {
    const layers = members.map(({ parameters, share }) =>
      scaled(layerOf(parameters, l), l === last ? share : 1),
    )
    if (l === 0 && l === last) return side(layers)
    if (l === 0) return above(layers)
    return l === last ? side(layers) : diagonal(layers)
  })
  const hidden = folded.slice(0, -1).map(({ b }) => b.length)
  const [inputs = 0, outputs = 0] = [network.sizes[0], network.sizes.at(-1)]
  return { network: { ...network, sizes: [inputs, ...hidden, outputs] }, parameters: folded }
}

/** Σ s W and Σ s b of networks without a hidden layer, as one member of share 1. */
function sumOfLinear(members: readonly Member[]): Member {
  const [{ network }] = nonEmpty(members)
  const layers = members.map(({ parameters, share }) => scaled(layerOf(parameters, 0), share))
  const add = (values: readonly Float64Array[]) =>
    nonEmpty(values)[0].map((_, at) => values.reduce((sum, one) => sum + (one[at] ?? 0), 0))
  return {
    network,
    parameters: [{ W: add(layers.map(({ W }) => W)), b: add(layers.map(({ b }) => b)) }],
    share: 1,
  }
}

/** A linear network with hidden ReLU layers: [W; −W] x, passed on unchanged since it is not negative, then [I −I]. */
function hiddenForm({ network, parameters, share }: Member, activations: Network['activations']): Member {
  const { W, b } = layerOf(parameters, 0)
  const [outputs, inputs] = [b.length, W.length / b.length]
  const units = 2 * outputs
  const fan = new Float64Array(units * inputs)
  for (let k = 0; k < inputs; k++) {
    for (let j = 0; j < outputs; j++) {
      const w = W[k * outputs + j] ?? 0
      fan[k * units + j] = w
      fan[k * units + outputs + j] = -w
    }
  }
  const pass = Float64Array.from({ length: units * units }, (_, at) => Number(at % (units + 1) === 0))
  const join = Float64Array.from({ length: outputs * units }, (_, at) => {
    const [j, unit] = [at % outputs, Math.floor(at / outputs)]
    return unit % outputs === j ? (unit < outputs ? 1 : -1) : 0
  })
  const none = new Float64Array(units)
  return {
    network: {
      ...network,
      sizes: [inputs, ...activations.map(() => units), outputs],
      activations,
    },
    parameters: [
      { W: fan, b: none },
      ...activations.slice(1).map(() => ({ W: pass, b: none })),
      { W: join, b },
    ],
    share,
  }
}

interface Layer {
  readonly W: Float64Array
  readonly b: Float64Array
}

function scaled({ W, b }: LayerParameters, share: number): Layer {
  return { W: Float64Array.from(W, (w) => share * w), b: Float64Array.from(b, (one) => share * one) }
}

/** [W⁽¹⁾; W⁽²⁾; …]: units above each other, over the same inputs. */
function above(layers: readonly Layer[]): Layer {
  const units = layers.reduce((sum, { b }) => sum + b.length, 0)
  const [{ W, b }] = nonEmpty(layers)
  const folded = { W: new Float64Array((units * W.length) / b.length), b: new Float64Array(units) }
  let row = 0
  for (const layer of layers) {
    place(folded.W, units, layer, row, 0)
    folded.b.set(layer.b, row)
    row += layer.b.length
  }
  return folded
}

/** diag(W⁽¹⁾, W⁽²⁾, …): each over its own inputs alone. */
function diagonal(layers: readonly Layer[]): Layer {
  const units = layers.reduce((sum, { b }) => sum + b.length, 0)
  const inputs = layers.reduce((sum, { W, b }) => sum + W.length / b.length, 0)
  const folded = { W: new Float64Array(units * inputs), b: new Float64Array(units) }
  let [row, column] = [0, 0]
  for (const layer of layers) {
    place(folded.W, units, layer, row, column)
    folded.b.set(layer.b, row)
    row += layer.b.length
    column += layer.W.length / layer.b.length
  }
  return folded
}

/** [W⁽¹⁾ W⁽²⁾ …] and Σ b⁽ⁱ⁾: the same outputs over all inputs. */
function side(layers: readonly Layer[]): Layer {
  const [{ b }] = nonEmpty(layers)
  const W = new Float64Array(layers.reduce((sum, layer) => sum + layer.W.length, 0))
  const sum = new Float64Array(b.length)
  let at = 0
  for (const layer of layers) {
    W.set(layer.W, at)
    at += layer.W.length
    for (const [j, one] of layer.b.entries()) sum[j] = (sum[j] ?? 0) + one
  }
  return { W, b: sum }
}

/** Writes a layer's W into a matrix of `units` rows, its upper left corner at (row, column). */
function place(to: Float64Array, units: number, { W, b }: Layer, row: number, column: number): void {
  for (let at = 0; at < W.length; at += b.length) {
    to.set(W.subarray(at, at + b.length), (column + at / b.length) * units + row)
  }
}

function layerOf(parameters: NetworkParameters, l: number): LayerParameters {
  const layer = parameters[l]
  if (layer) return layer
  throw new InvalidOptionError(
    `A member has no layer ${l + 1}.`,
    'Give each member the parameters of its network.',
  )
}

function nonEmpty<T>(list: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = list
  if (first !== undefined) return [first, ...rest]
  throw new InvalidOptionError('There is no network to fold.', 'Give at least one member.')
}

function checkMembers(members: readonly Member[]): void {
  const [{ network: first }] = nonEmpty(members)
  const deep = members.find(({ network }) => network.activations.length > 0)?.network
  for (const { network, parameters, share } of members) {
    checkParameters(network, parameters)
    const fits =
      network.sizes[0] === first.sizes[0] &&
      network.sizes.at(-1) === first.sizes.at(-1) &&
      network.output === first.output &&
      (network.activations.length === 0 || network.activations.join() === deep?.activations.join())
    if (!fits || !Number.isFinite(share)) {
      throw new InvalidOptionError(
        'These networks cannot be folded into one.',
        'Give members of the same features, output, depth and activations, each with a finite share.',
      )
    }
  }
  const mixed = deep && members.some(({ network }) => network.activations.length === 0)
  if (mixed && deep.activations.some((activation) => activation !== 'relu')) {
    throw new InvalidOptionError(
      `A linear network cannot stand beside hidden layers of ${deep.activations.join(', ')}.`,
      'Only ReLU units can pass a linear function on: w·x = ReLU(w·x) − ReLU(−w·x).',
    )
  }
}
