import { layerShapes, type Network } from '@leven/core'
import type { Numbers, Rates } from '../../notes/calculation.ts'
import { formula } from '../../notes/formula.ts'
import type { FormulaName } from '../../notes/formulas.ts'
import { equationsTexts } from '../../texts/equations.ts'
import { whole, written } from '../../texts/numbers.ts'
import { type Equation, type Section, sign, terms, transposed } from './equation.ts'
import type { Quantity } from './quantity.ts'
import { hasShapeOfNotes } from './shape-of-notes.ts'
import { type Symbols, symbolsOf } from './symbols.ts'

/** Equations (6)–(18) with their numbers: all instances at once, and one step of gradient descent. */
export function batchEquations(numbers: Numbers, rates: Rates): readonly Section[] {
  const write = new BatchEquations(numbers, rates)
  const t = equationsTexts().batch
  return [
    {
      id: 'forward',
      title: t.forward,
      text: t.forwardWhat,
      equations: write.forward(),
    },
    {
      id: 'cost',
      title: t.cost,
      text: t.costWhat,
      equations: write.cost(),
    },
    {
      id: 'backward',
      title: t.backward,
      text: t.backwardWhat,
      equations: write.backward(),
    },
    {
      id: 'update',
      title: t.update,
      text: t.updateWhat,
      equations: write.update(),
    },
  ]
}

/** What learning numbers (11)–(18) the notes give to W and b of a layer; any other network's layers share them. */
function numbersOf(
  notes: boolean,
  l: number,
): Record<'dW' | 'db' | 'updateW' | 'updateB', readonly number[]> {
  if (!notes) return { dW: [11, 13], db: [12, 14], updateW: [15, 17], updateB: [16, 18] }
  return l === 2
    ? { dW: [11], db: [12], updateW: [15], updateB: [16] }
    : { dW: [13], db: [14], updateW: [17], updateB: [18] }
}

class BatchEquations {
  readonly #network: Network
  readonly #instances: number
  readonly #rates: Rates
  readonly #symbols: Symbols
  readonly #notes: boolean
  readonly #texts = equationsTexts()

  constructor(numbers: Numbers, rates: Rates) {
    this.#network = numbers.network
    this.#instances = numbers.instances
    this.#rates = rates
    this.#symbols = symbolsOf(numbers, 'batch')
    this.#notes = hasShapeOfNotes(numbers.network)
  }

  /** (6)–(9). */
  forward(): Equation[] {
    const { W, b, A, Z, T, depth } = this.#symbols
    const { output } = this.#network
    const layers = layerShapes(this.#network).flatMap(({ activation }, index) => {
      const l = index + 1
      const last = l === depth
      const dense = this.#equation(l, `Z${l}`, this.#notes ? [last ? 8 : 6] : [6, 7, 8], {
        title: last ? this.#texts.batch.logits : this.#texts.batch.preActivations(l),
        formula: l === 1 ? 'denseFirst' : 'dense',
        terms: terms(Z(l), 'equals', W(l), A(l - 1), 'plus', b(l)),
        ...(l === 1 && { note: this.#texts.inputs }),
      })
      if (last) return [dense]
      const g = sign(formula('activation', { activation }))
      const identity = activation === 'identity'
      return [
        dense,
        this.#equation(l, `A${l}`, this.#notes ? [7] : [6, 7, 8], {
          title: this.#texts.batch.activations(l),
          formula: identity ? 'identity' : 'activate',
          sameCode: [2],
          terms: identity ? terms(A(l), 'equals', Z(l)) : terms(A(l), 'equals', g, 'open', Z(l), 'close'),
        }),
      ]
    })
    const linear = output === 'identity'
    const predict = this.#equation(depth, 'T', [9], {
      title: this.#texts.prediction,
      sameCode: [4],
      formula: linear ? 'predictIdentity' : 'predict',
      terms: linear
        ? terms(T(), 'equals', Z(depth))
        : terms(T(), 'equals', sign(formula('output', { output })), 'open', Z(depth), 'close'),
    })
    return [...layers, predict]
  }

  /** (10). */
  cost(): Equation[] {
    const { cost, losses, T, Y } = this.#symbols
    const kind: Record<Network['output'], FormulaName> = {
      sigmoid: 'costSigmoid',
      softmax: 'costSoftmax',
      identity: 'costIdentity',
    }
    return [
      {
        id: 'equation-10',
        numbers: [10],
        sameCode: [5],
        title: this.#texts.batch.meanLoss(whole(this.#instances)),
        mathml: formula(kind[this.#network.output]),
        terms: terms(cost(), 'equals', this.#perInstance(), 'sumOverInstances', losses()),
        note: this.#texts.batch.eachLoss(T().name, Y().name),
      },
    ]
  }

  /** (11)–(14), from the last layer down. */
  backward(): Equation[] {
    const { residual, T, Y, depth } = this.#symbols
    const first = this.#equation(depth, 'residual', [], {
      title: this.#texts.batch.residual,
      formula: 'dZOutput',
      terms: terms(residual(), 'equals', T(), 'minus', Y()),
      note: this.#texts.batch.residualNote,
    })
    const downward = Array.from({ length: depth }, (_, index) => depth - index)
    return [first, ...downward.flatMap((l) => (this.#notes ? this.#notesGradients(l) : this.#gradients(l)))]
  }

  /** (15)–(18), in the order of the notes. */
  update(): Equation[] {
    const { depth, W, b, nextW, nextB, stepOfW, stepOfB } = this.#symbols
    const { l2, learningRate } = this.#rates
    const t = this.#texts.batch
    const rate = written(String(learningRate))
    const downward = Array.from({ length: depth }, (_, index) => depth - index)
    return downward.flatMap((l) => {
      const numbers = numbersOf(this.#notes, l)
      const notes = { W: l === 2 ? 'updateW2' : 'updateW1', b: l === 2 ? 'updateB2' : 'updateB1' } as const
      const penalised = { ...stepOfW(l), symbol: formula('stepWithPenalty', { layer: l }) }
      const forW = l2 > 0 ? 'updateWithPenalty' : this.#notes ? notes.W : 'updateW'
      return [
        this.#equation(l, `updateW${l}`, numbers.updateW, {
          title: t.step(`W[${l}]`),
          formula: forW,
          terms: terms(nextW(l), 'becomes', W(l), 'minus', l2 > 0 ? penalised : stepOfW(l)),
          note: l2 > 0 ? t.stepNoteL2(rate, written(String(l2))) : t.stepNote(rate),
        }),
        this.#equation(l, `updateB${l}`, numbers.updateB, {
          title: t.step(`b[${l}]`),
          formula: this.#notes ? notes.b : 'updateB',
          terms: terms(nextB(l), 'becomes', b(l), 'minus', stepOfB(l)),
        }),
      ]
    })
  }

  /** (11)–(14) as the notes write them, for layer 2 or 1. */
  #notesGradients(l: number): Equation[] {
    const { dW, db, residual, A, W, slope } = this.#symbols
    const numbers = numbersOf(true, l)
    const handedDown = terms('open', transposed(W(2)), residual(), 'hadamard', slope(1), 'close')
    const own = l === 2 ? terms(residual()) : handedDown
    return [
      this.#equation(l, `dW${l}`, numbers.dW, {
        title: this.#texts.batch.gradient(`W[${l}]`),
        formula: l === 2 ? 'gradientW2' : 'gradientW1',
        terms: terms(dW(l), 'equals', this.#perInstance(), ...own, transposed(A(l - 1))),
      }),
      this.#equation(l, `db${l}`, numbers.db, {
        title: this.#texts.batch.gradient(`b[${l}]`),
        formula: l === 2 ? 'gradientB2' : 'gradientB1',
        terms: terms(db(l), 'equals', this.#perInstance(), 'sumOverInstances', ...own),
      }),
    ]
  }

  /** The same for a layer of any network, with dZ[l] named. */
  #gradients(l: number): Equation[] {
    const { dZ, dW, db, A, W, slope, depth } = this.#symbols
    const numbers = numbersOf(false, l)
    const below = this.#equation(l, `dZ${l}`, [13, 14], {
      title: this.#texts.reaches(l),
      formula: 'dZBelow',
      terms: l < depth ? terms(dZ(l), 'equals', transposed(W(l + 1)), dZ(l + 1), 'hadamard', slope(l)) : [],
    })
    return [
      ...(l < depth ? [below] : []),
      this.#equation(l, `dW${l}`, numbers.dW, {
        title: this.#texts.batch.gradient(`W[${l}]`),
        formula: l === 1 ? 'gradientWFirst' : 'gradientW',
        terms: terms(dW(l), 'equals', this.#perInstance(), dZ(l), transposed(A(l - 1))),
      }),
      this.#equation(l, `db${l}`, numbers.db, {
        title: this.#texts.batch.gradient(`b[${l}]`),
        formula: 'gradientB',
        terms: terms(db(l), 'equals', this.#perInstance(), 'sumOverInstances', dZ(l)),
      }),
    ]
  }

  /** The factor 1/m. */
  #perInstance(): Quantity {
    return this.#symbols.scalar('oneOverM', '1/m', 1 / this.#instances)
  }

  #equation(
    l: number,
    id: string,
    numbers: readonly number[],
    rest: {
      readonly title: string
      readonly formula: FormulaName
      readonly terms: Equation['terms']
      readonly sameCode?: readonly number[]
      readonly note?: string
    },
  ): Equation {
    const shape = layerShapes(this.#network)[l - 1]
    const { formula: name, ...own } = rest
    return {
      ...own,
      id: this.#notes && numbers.length === 1 ? `equation-${numbers[0]}` : `equation-${id}`,
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
