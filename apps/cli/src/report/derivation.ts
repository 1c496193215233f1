import type { Network } from '@leven/core'
import { html, raw } from 'hono/html'
import temml from 'temml'
import type { Markup } from './chart.ts'

/**
 * The equations (6) to (18) of the notes with the shapes of this network, for `m` instances, as MathML: browsers draw
 * it without a script.
 */
export function derivation({ sizes, activations, output }: Network, m: number): Markup {
  const last = sizes.length - 1
  const size = (layer: number) => sizes[layer] ?? 0
  const shape = (layer: number) => `\\underset{${size(layer)} \\times ${m}}`
  const inputs = (layer: number) => (layer === 1 ? 'X' : `A^{[${layer - 1}]}`)
  const layers = Array.from({ length: last }, (_, at) => at + 1)
  const forward = layers.flatMap((l) => [
    `${shape(l)}{Z^{[${l}]}} = \\underset{${size(l)} \\times ${size(l - 1)}}{W^{[${l}]}}\\, ${shape(l - 1)}{${inputs(l)}} + \\underset{${size(l)} \\times 1}{b^{[${l}]}}`,
    l < last
      ? `A^{[${l}]} = ${of(functionNames[activations[l - 1] ?? 'identity'], l)}`
      : `T = A^{[${l}]} = ${of(outputNames[output], l)}`,
  ])
  const backward = layers
    .toReversed()
    .flatMap((l) => [
      l === last
        ? `dZ^{[${l}]} = T - Y`
        : `${shape(l)}{dZ^{[${l}]}} = \\underset{${size(l)} \\times ${size(l + 1)}}{W^{[${l + 1}]\\top}}\\, dZ^{[${l + 1}]}${slopeOf(functionNames[activations[l - 1] ?? 'identity'], l)}`,
      `dW^{[${l}]} = \\tfrac{1}{${m}}\\, dZ^{[${l}]} ${l === 1 ? 'X^\\top' : `A^{[${l - 1}]\\top}`}`,
      `db^{[${l}]} = \\tfrac{1}{${m}} \\textstyle\\sum_i dZ^{[${l}](i)}`,
    ])
  const equations = (all: readonly string[]) =>
    html`${all.map((one) => html`<p>${raw(temml.renderToString(one, { displayMode: true }))}</p>`)}`
  return html`<p>Forward, for ${m} rows at once; below each matrix its shape.</p>${equations(forward)}
<p>Backward: the gradients of the mean loss, by which members were trained (each on rows of its own).</p>${equations(backward)}`
}

/** A function of Z; the identity has no name. */
function of(name: string, layer: number): string {
  return name === '' ? `Z^{[${layer}]}` : `${name}(Z^{[${layer}]})`
}

/** The factor of backpropagation; the identity's slope is 1. */
function slopeOf(name: string, layer: number): string {
  return name === '' ? '' : ` \\odot ${name}'(Z^{[${layer}]})`
}

const functionNames = {
  identity: '',
  relu: '\\mathrm{ReLU}',
  leakyRelu: '\\mathrm{LeakyReLU}',
  sigmoid: '\\sigma',
  tanh: '\\tanh',
} as const satisfies Record<Network['activations'][number], string>

const outputNames = {
  sigmoid: '\\sigma',
  softmax: '\\mathrm{softmax}',
  identity: '',
} as const satisfies Record<Network['output'], string>
