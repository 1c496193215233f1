/**
 * The equations and symbols of docs/derivation.md in TeX. `typeset.ts` makes MathML of them.
 *
 * Placeholders, so that one formula serves every layer: 901 is l, 900 is l − 1, 902 is l + 1,
 * `\operatorname{gggg}` the layer's activation, `\operatorname{oooo}` the output's.
 */
const L = '^{[901]}'
const below = '^{[900]}'
const above = '^{[902]}'
const i = '^{(i)}'
const Li = '^{[901](i)}'
const belowI = '^{[900](i)}'
const aboveI = '^{[902](i)}'
const g = '\\operatorname{gggg}'
const dJ = (parameter: string) => `\\frac{\\partial J}{\\partial ${parameter}}`
const dL = (parameter: string) => `\\frac{\\partial L}{\\partial ${parameter}}`
const T = '\\top'
/** W[2]ᵀ (T − Y) ⊙ g′(Z[1]), as the notes write it. */
const notesBelow = `W^{[2]${T}} (T - Y) \\odot ${g}'(Z^{[1]})`

export const tex = {
  // Symbols.
  W: `W${L}`,
  b: `b${L}`,
  X: 'X',
  Y: 'Y',
  Z: `Z${L}`,
  A: `A${L}`,
  T: 'T',
  J: 'J',
  L: 'L',
  residual: 'T - Y',
  slope: `${g}'(Z${L})`,
  dZ: `dZ${L}`,
  dW: dJ(`W${L}`),
  db: dJ(`b${L}`),
  x: `x${i}`,
  y: `y${i}`,
  z: `z${Li}`,
  a: `a${Li}`,
  t: `t${i}`,
  l: `L`,
  residualOne: `t${i} - y${i}`,
  slopeOne: `${g}'(z${Li})`,
  dz: `dz${Li}`,
  dLdW: dL(`W${L}`),
  dLdb: dL(`b${L}`),
  dLdt: dL('t'),
  dtdz: `\\frac{\\partial t}{\\partial z${L}}`,
  dzdW: `\\frac{\\partial z${L}}{\\partial W${L}}`,
  stepOfW: `\\alpha\\, ${dJ(`W${L}`)}`,
  stepOfB: `\\alpha\\, ${dJ(`b${L}`)}`,
  stepWithPenalty: `\\alpha \\left( ${dJ(`W${L}`)} + \\lambda W${L} \\right)`,
  alpha: '\\alpha',
  lambda: '\\lambda',
  oneMinusY: '1 - y',
  oneMinusT: '1 - t',
  oneOverM: '\\frac{1}{m}',

  // Signs between numbers.
  equals: '=',
  plus: '+',
  minus: '-',
  times: '\\cdot',
  hadamard: '\\odot',
  becomes: '\\leftarrow',
  transposed: T,
  open: '(',
  close: ')',
  activation: g,
  output: '\\operatorname{oooo}',
  sumOverInstances: '\\sum_i',
  log: '\\log',

  // One instance, (1)–(5).
  denseFirstOne: `z${Li} = W${L} x${i} + b${L}`,
  denseOne: `z${Li} = W${L} a${belowI} + b${L}`,
  activateOne: `a${Li} = ${g}(z${Li})`,
  identityOne: `a${Li} = z${Li}`,
  outputOne: `a${Li} = t${i} = \\operatorname{oooo}(z${Li})`,
  outputIdentityOne: `a${Li} = t${i} = z${Li}`,
  lossSigmoid: 'L(t, y) = -y \\log t - (1 - y) \\log(1 - t)',
  lossSoftmax: 'L(t, y) = -\\sum_k y_k \\log t_k',
  lossIdentity: 'L(t, y) = \\frac{1}{2} \\sum_k (t_k - y_k)^2',

  // The chain rule of one instance.
  chain: `${dL(`W${L}_{k}`)} = \\frac{\\partial L}{\\partial t} \\cdot \\frac{\\partial t}{\\partial z${L}} \\cdot \\frac{\\partial z${L}}{\\partial W${L}_{k}} = (t - y)\\, a${below}_k`,
  chainFirst: `${dL(`W${L}_{k}`)} = \\frac{\\partial L}{\\partial t} \\cdot \\frac{\\partial t}{\\partial z${L}} \\cdot \\frac{\\partial z${L}}{\\partial W${L}_{k}} = (t - y)\\, x_k`,
  chainBias: `${dL(`b${L}`)} = \\frac{\\partial L}{\\partial t} \\cdot \\frac{\\partial t}{\\partial z${L}} = t - y`,
  factorLossSigmoid: `${dL('t')} = -\\frac{y}{t} + \\frac{1 - y}{1 - t}`,
  factorLossIdentity: `${dL('t')} = t - y`,
  factorOutputSigmoid: `\\frac{\\partial t}{\\partial z${L}} = t (1 - t)`,
  factorOutputIdentity: `\\frac{\\partial t}{\\partial z${L}} = 1`,
  factorWeights: `\\frac{\\partial z${L}}{\\partial W${L}_{k}} = a${below}_k`,
  factorWeightsFirst: `\\frac{\\partial z${L}}{\\partial W${L}_{k}} = x_k`,
  chainBelow: `${dL('W^{[1]}_{jk}')} = (t - y)\\, W^{[2]}_{j}\\, ${g}'(z^{[1]}_{j})\\, x_k`,
  chainBelowBias: `${dL('b^{[1]}_{j}')} = (t - y)\\, W^{[2]}_{j}\\, ${g}'(z^{[1]}_{j})`,
  dzOutput: `dz${Li} = \\frac{\\partial L}{\\partial z${L}} = t${i} - y${i}`,
  dzBelow: `dz${Li} = W^{[902]${T}} dz${aboveI} \\odot ${g}'(z${Li})`,
  dLdWGeneral: `${dL(`W${L}`)} = dz${Li} a^{[900](i)${T}}`,
  dLdWGeneralFirst: `${dL(`W${L}`)} = dz${Li} x^{(i)${T}}`,
  dLdbGeneral: `${dL(`b${L}`)} = dz${Li}`,

  // All instances at once, (6)–(10).
  denseFirst: `Z${L} = W${L} X + b${L}`,
  dense: `Z${L} = W${L} A${below} + b${L}`,
  activate: `A${L} = ${g}(Z${L})`,
  identity: `A${L} = Z${L}`,
  predict: `T = A${L} = \\operatorname{oooo}(Z${L})`,
  predictIdentity: `T = A${L} = Z${L}`,
  costSigmoid: `J = \\frac{1}{m} \\left( -Y \\log(T)^{${T}} - (1 - Y) \\log(1 - T)^{${T}} \\right)`,
  costSoftmax: 'J = -\\frac{1}{m} \\sum_i \\sum_k Y_{ki} \\log T_{ki}',
  costIdentity: 'J = \\frac{1}{2m} \\sum_i \\sum_k (T_{ki} - Y_{ki})^2',

  // Backpropagation, (11)–(14): the notes' two layers, then any depth.
  gradientW2: `${dJ('W^{[2]}')} = \\frac{1}{m} (T - Y) A^{[1]${T}}`,
  gradientB2: `${dJ('b^{[2]}')} = \\frac{1}{m} \\sum_i (T - Y)`,
  gradientW1: `${dJ('W^{[1]}')} = \\frac{1}{m} \\left( ${notesBelow} \\right) X^{${T}}`,
  gradientB1: `${dJ('b^{[1]}')} = \\frac{1}{m} \\sum_i \\left( ${notesBelow} \\right)`,
  dZOutput: `dZ${L} = T - Y`,
  dZBelow: `dZ${L} = W^{[902]${T}} dZ${above} \\odot ${g}'(Z${L})`,
  gradientW: `${dJ(`W${L}`)} = \\frac{1}{m} dZ${L} A^{[900]${T}}`,
  gradientWFirst: `${dJ(`W${L}`)} = \\frac{1}{m} dZ${L} X^{${T}}`,
  gradientB: `${dJ(`b${L}`)} = \\frac{1}{m} \\sum_i dZ${L}`,

  // The update, (15)–(18).
  updateW2: `W^{[2]} \\leftarrow W^{[2]} - \\frac{\\alpha}{m} (T - Y) A^{[1]${T}}`,
  updateB2: 'b^{[2]} \\leftarrow b^{[2]} - \\frac{\\alpha}{m} \\sum_i (T - Y)',
  updateW1: `W^{[1]} \\leftarrow W^{[1]} - \\frac{\\alpha}{m} \\left( ${notesBelow} \\right) X^{${T}}`,
  updateB1: `b^{[1]} \\leftarrow b^{[1]} - \\frac{\\alpha}{m} \\sum_i \\left( ${notesBelow} \\right)`,
  updateW: `W${L} \\leftarrow W${L} - \\alpha ${dJ(`W${L}`)}`,
  updateB: `b${L} \\leftarrow b${L} - \\alpha ${dJ(`b${L}`)}`,
  updateWithPenalty: `W${L} \\leftarrow W${L} - \\alpha \\left( ${dJ(`W${L}`)} + \\lambda W${L} \\right)`,

  // The mistakes of broken.ts.
  brokenMean: `${dJ('W^{[2]}')} = (T - Y) A^{[1]${T}}`,
  brokenSign: 'dZ^{[2]} = Y - T',
  brokenTranspose: "dZ^{[1]} = W^{[2]} dZ^{[2]} \\odot \\operatorname{ReLU}'(Z^{[1]})",
  brokenOrder: `dZ^{[1]} = \\left( W^{[2]} - \\alpha ${dJ('W^{[2]}')} \\right)^{${T}} (T - Y) \\odot \\operatorname{ReLU}'(Z^{[1]})`,
} as const satisfies Record<string, string>

/** The name of a formula or symbol. */
export type FormulaName = keyof typeof tex
