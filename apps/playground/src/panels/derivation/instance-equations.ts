import { layerShapes, type Network } from '@leven/core'
import type { Numbers } from '../../notes/calculation.ts'
import { formula } from '../../notes/formula.ts'
import type { FormulaName } from '../../notes/formulas.ts'
import { equationsTexts } from '../../texts/equations.ts'
import { type Equation, type Section, sign, terms, transposed } from './equation.ts'
import { lastFactors } from './last-factors.ts'
import { hasShapeOfNotes } from './shape-of-notes.ts'
import { type Symbols, symbolsOf } from './symbols.ts'

/** Equations (1)–(5) and the chain rule with the numbers of one instance; `numbers` are of that instance alone. */
export function instanceEquations(numbers: Numbers): readonly Section[] {
  const write = new InstanceEquations(numbers)
  const t = equationsTexts().instance
  return [
    {
      id: 'forward',
      title: t.forward,
      text: t.forwardWhat,
      equations: write.forward(),
    },
    {
      id: 'loss',
      title: t.loss,
      text: t.lossWhat,
      equations: write.loss(),
    },
    {
      id: 'chain',
      title: t.chain,
      text: t.chainWhat,
      equations: write.chain(),
    },
  ]
}

class InstanceEquations {
  readonly #numbers: Numbers
  readonly #network: Network
  readonly #symbols: Symbols
  readonly #notes: boolean
  readonly #texts = equationsTexts()

  constructor(numbers: Numbers) {
    this.#numbers = numbers
    this.#network = numbers.network
    this.#symbols = symbolsOf(numbers, 'instance')
    this.#notes = hasShapeOfNotes(numbers.network)
  }

  /** (1)–(4). */
  forward(): Equation[] {
    const { W, b, A, Z, T, depth } = this.#symbols
    const { output } = this.#network
    const layers = layerShapes(this.#network).flatMap(({ activation }, index) => {
      const l = index + 1
      const last = l === depth
      const dense = this.#equation(l, `z${l}`, this.#notes ? [last ? 3 : 1] : [1, 3], {
        title: last ? this.#texts.instance.logit : this.#texts.instance.preActivation(l),
        formula: l === 1 ? 'denseFirstOne' : 'denseOne',
        terms: terms(Z(l), 'equals', W(l), A(l - 1), 'plus', b(l)),
        ...(l === 1 && { note: this.#texts.inputs }),
      })
      if (last) return [dense]
      const identity = activation === 'identity'
      const g = sign(formula('activation', { activation }))
      return [
        dense,
        this.#equation(l, `a${l}`, [2], {
          title: this.#texts.instance.activation(l),
          formula: identity ? 'identityOne' : 'activateOne',
          terms: identity ? terms(A(l), 'equals', Z(l)) : terms(A(l), 'equals', g, 'open', Z(l), 'close'),
        }),
      ]
    })
    const linear = output === 'identity'
    const predict = this.#equation(depth, 't', [4], {
      title: this.#texts.prediction,
      formula: linear ? 'outputIdentityOne' : 'outputOne',
      terms: linear
        ? terms(T(), 'equals', Z(depth))
        : terms(T(), 'equals', sign(formula('output', { output })), 'open', Z(depth), 'close'),
    })
    return [...layers, predict]
  }

  /** (5). */
  loss(): Equation[] {
    const { losses, T, Y, scalar, depth } = this.#symbols
    const names: Record<Network['output'], FormulaName> = {
      sigmoid: 'lossSigmoid',
      softmax: 'lossSoftmax',
      identity: 'lossIdentity',
    }
    const [t = Number.NaN, y = Number.NaN] = [this.#numbers.T[0], this.#numbers.Y[0]]
    const inFull = this.#network.output === 'sigmoid' && Y().rows === 1
    return [
      this.#equation(depth, 'loss', [5], {
        title: this.#texts.instance.thisLoss,
        formula: names[this.#network.output],
        terms: inFull
          ? terms(
              losses(),
              'equals',
              ...terms('minus', Y(), 'log', T(), 'minus', scalar('oneMinusY', '1 − y', 1 - y)),
              ...terms('log', scalar('oneMinusT', '1 − t', 1 - t)),
            )
          : terms(losses(), sign(this.#texts.from), T(), sign(this.#texts.and), Y()),
      }),
    ]
  }

  /** The factors of layer L and their product, then every layer below. */
  chain(): Equation[] {
    const { depth } = this.#symbols
    const top =
      this.#network.output === 'softmax'
        ? [this.#residual(depth)]
        : [...this.#factors(depth), ...(this.#numbers.T.length === 1 ? [this.#canonical(depth)] : [])]
    const below = Array.from({ length: depth }, (_, index) => depth - index)
    return [
      ...top,
      ...below.flatMap((l) => {
        if (l === depth && this.#network.output !== 'softmax' && this.#numbers.T.length === 1)
          return this.#product(l)
        return this.#notes ? this.#notesBelow() : this.#layer(l)
      }),
    ]
  }

  /** ∂L/∂t, ∂t/∂z and ∂z/∂W of the last layer. */
  #factors(l: number): Equation[] {
    const { Y, T, A, outputs } = this.#symbols
    const t = this.#texts.instance
    const identity = this.#network.output === 'identity'
    const { dLdt, dtdz } = lastFactors(this.#numbers)
    const infinite = dLdt.some((factor) => !Number.isFinite(factor))
    const factor = (id: string, title: string, name: FormulaName, own: Equation['terms'], note?: string) =>
      this.#equation(l, id, [], { title, formula: name, terms: own, ...(note ? { note } : {}) })
    return [
      factor(
        'dLdt',
        t.firstFactor,
        identity ? 'factorLossIdentity' : 'factorLossSigmoid',
        terms(outputs('dLdt', '∂L/∂t', dLdt), sign(this.#texts.from), T(), sign(this.#texts.and), Y()),
        infinite ? t.noFirstFactor : undefined,
      ),
      factor(
        'dtdz',
        t.secondFactor,
        identity ? 'factorOutputIdentity' : 'factorOutputSigmoid',
        terms(outputs('dtdz', '∂t/∂z', dtdz), ...(identity ? [] : [sign(this.#texts.from), ...terms(T())])),
      ),
      factor(
        'dzdW',
        t.thirdFactor,
        l === 1 ? 'factorWeightsFirst' : 'factorWeights',
        terms({ ...A(l - 1), symbol: formula('dzdW', { layer: l }), name: `∂z[${l}]/∂W[${l}]` }),
      ),
    ]
  }

  /** The short way: the first two factors of the canonical loss multiply to t − y. */
  #canonical(l: number): Equation {
    const { T, Y, outputs, residual } = this.#symbols
    const { dLdt, dtdz } = lastFactors(this.#numbers)
    return this.#equation(l, 'canonical', [], {
      title: this.#texts.instance.shortWay,
      formula: 'dzOutput',
      terms: terms(
        residual(),
        'equals',
        outputs('dLdt', '∂L/∂t', dLdt),
        'times',
        outputs('dtdz', '∂t/∂z', dtdz),
        'equals',
        T(),
        'minus',
        Y(),
      ),
    })
  }

  /** The product of the three factors, of one output: ∂L/∂W and ∂L/∂b of the last layer. */
  #product(l: number): Equation[] {
    const { dW, db, A, outputs, residual } = this.#symbols
    const { dLdt, dtdz } = lastFactors(this.#numbers)
    const factors = terms(outputs('dLdt', '∂L/∂t', dLdt), 'times', outputs('dtdz', '∂t/∂z', dtdz))
    return [
      this.#equation(l, `dLdW${l}`, this.#notes ? [11] : [11, 13], {
        title: this.#texts.instance.product(`W[${l}]`),
        formula: l === 1 ? 'chainFirst' : 'chain',
        terms: terms(
          dW(l),
          'equals',
          ...factors,
          'times',
          transposed(A(l - 1)),
          'equals',
          residual(),
          'times',
          transposed(A(l - 1)),
        ),
      }),
      this.#equation(l, `dLdb${l}`, this.#notes ? [12] : [12, 14], {
        title: this.#texts.instance.derivative(`b[${l}]`),
        formula: 'chainBias',
        terms: terms(db(l), 'equals', ...factors, 'equals', residual()),
      }),
    ]
  }

  /** ∂L/∂W[1] and ∂L/∂b[1] as the notes write them. */
  #notesBelow(): Equation[] {
    const { dW, db, residual, W, slope: slopeOf, A } = this.#symbols
    const common = terms(residual(), 'times', transposed(W(2)), 'hadamard', slopeOf(1))
    return [
      this.#equation(1, 'dLdW1', [13], {
        title: this.#texts.instance.derivative('W[1]'),
        formula: 'chainBelow',
        terms: terms(dW(1), 'equals', 'open', ...common, 'close', transposed(A(0))),
      }),
      this.#equation(1, 'dLdb1', [14], {
        title: this.#texts.instance.derivative('b[1]'),
        formula: 'chainBelowBias',
        terms: terms(db(1), 'equals', ...common),
      }),
    ]
  }

  /** dz[l], then ∂L/∂W[l] and ∂L/∂b[l], for any layer. */
  #layer(l: number): Equation[] {
    const { dW, db, dZ, A, W, slope: slopeOf, depth } = this.#symbols
    const softmaxTop = l === depth && this.#network.output === 'softmax'
    const top = softmaxTop
      ? []
      : l === depth
        ? [this.#residual(l)]
        : [
            this.#equation(l, `dz${l}`, [13, 14], {
              title: this.#texts.reaches(l),
              formula: 'dzBelow',
              terms: terms(dZ(l), 'equals', transposed(W(l + 1)), dZ(l + 1), 'hadamard', slopeOf(l)),
            }),
          ]
    return [
      ...top,
      this.#equation(l, `dLdW${l}`, [11, 13], {
        title: this.#texts.instance.derivative(`W[${l}]`),
        formula: l === 1 ? 'dLdWGeneralFirst' : 'dLdWGeneral',
        terms: terms(dW(l), 'equals', dZ(l), transposed(A(l - 1))),
      }),
      this.#equation(l, `dLdb${l}`, [12, 14], {
        title: this.#texts.instance.derivative(`b[${l}]`),
        formula: 'dLdbGeneral',
        terms: terms(db(l), 'equals', dZ(l)),
      }),
    ]
  }

  /** dz[L] = t − y. */
  #residual(l: number): Equation {
    const { dZ, T, Y } = this.#symbols
    return this.#equation(l, `dz${l}`, [], {
      title: this.#texts.instance.residual,
      formula: 'dzOutput',
      terms: terms(dZ(l), 'equals', T(), 'minus', Y()),
    })
  }

  #equation(
    l: number,
    id: string,
    numbers: readonly number[],
    rest: {
      readonly title: string
      readonly formula: FormulaName
      readonly terms: Equation['terms']
      readonly note?: string
    },
  ): Equation {
    const shape = layerShapes(this.#network)[l - 1]
    const { formula: name, ...own } = rest
    const plain = this.#notes && numbers.length === 1 && (numbers[0] ?? 0) <= 5
    return {
      ...own,
      id: plain ? `equation-${numbers[0]}` : `equation-${id}`,
      numbers,
      mathml: formula(name, {
        layer: l,
        activation: shape?.activation ?? 'identity',
        output: this.#network.output,
      }),
      layer: l,
      units: shape?.units ?? 0,
    }
  }
}
