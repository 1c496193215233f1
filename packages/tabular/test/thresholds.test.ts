import { InvalidOptionError } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BinaryTarget,
  chooseThreshold,
  computeMetrics,
  parseThresholdGoal,
  type ThresholdGoal,
  thresholdFigures,
  thresholdGoalText,
} from '../src/index.ts'

const binary: BinaryTarget = { task: 'binary', name: 'y', labels: ['no', 'yes'], positive: 'yes' }

const goals: fc.Arbitrary<ThresholdGoal> = fc.oneof(
  fc.constantFrom<ThresholdGoal>({ kind: 'f1' }, { kind: 'accuracy' }, { kind: 'youden' }),
  fc.record({
    kind: fc.constant('cost' as const),
    fn: fc.integer({ min: 0, max: 9 }),
    fp: fc.integer({ min: 1, max: 9 }),
  }),
)
const scored = fc.array(fc.tuple(fc.nat(1), fc.nat(20), fc.integer({ min: 0, max: 3 })), {
  minLength: 1,
  maxLength: 40,
})

describe('figures at a threshold', () => {
  it('are those of the metrics at 0.5', () => {
    fc.assert(
      fc.property(scored, (rows) => {
        const [targets, T] = [rows.map(([y]) => y), Float64Array.from(rows, ([, t]) => t / 20)]
        const { accuracy, precision, recall, f1, confusion } = computeMetrics(binary, targets, T)
        const found = thresholdFigures(binary, targets, T, 0.5)
        expect(found).toMatchObject({ accuracy, precision, recall, f1, confusion })
      }),
    )
  })

  it('are those of a small example worked by hand', () => {
    const T = Float64Array.of(0.9, 0.4, 0.3, 0.1)
    expect(thresholdFigures(binary, [1, 1, 0, 0], T, 0.3, [1, 1, 2, 1])).toEqual({
      threshold: 0.3,
      confusion: { tp: 2, fp: 2, fn: 0, tn: 1 },
      accuracy: 3 / 5,
      precision: 0.5,
      recall: 1,
      specificity: 1 / 3,
      f1: 2 / 3,
      youden: 1 + 1 / 3 - 1,
    })
  })
})

describe('the chosen threshold', () => {
  it('is at least as good as any other, and the nearest to 0.5 of as good ones', () => {
    fc.assert(
      fc.property(scored, goals, (rows, goal) => {
        const [targets, T] = [rows.map(([y]) => y), Float64Array.from(rows, ([, t]) => t / 20)]
        const weights = rows.map(([, , weight], i) => (i === 0 ? 1 : weight))
        const chosen = chooseThreshold(binary, targets, T, goal, weights)
        expect(chosen.threshold).toBeGreaterThan(0)
        expect(chosen.threshold).toBeLessThanOrEqual(1)
        const gain = (threshold: number) => {
          const figures = thresholdFigures(binary, targets, T, threshold, weights)
          if (goal.kind === 'f1' && figures.recall === null) return null
          if (goal.kind !== 'cost') return figures[goal.kind]
          const { tp, fp, fn, tn } = figures.confusion
          return -(goal.fn * fn + goal.fp * fp) / (tp + fp + fn + tn)
        }
        const reached = gain(chosen.threshold)
        if (reached === null) expect(chosen).toMatchObject({ threshold: 0.5, reached: null })
        else expect(chosen.reached).toBe(goal.kind === 'cost' ? 0 - reached : reached)
        for (let cut = 1; cut <= 80; cut++) {
          const here = gain(cut / 80)
          if (here === null || reached === null) continue
          expect(here).toBeLessThanOrEqual(reached + 1e-12)
        }
        // 0.5 stays unless another threshold is better.
        const usual = gain(0.5)
        if (chosen.threshold !== 0.5 && usual !== null && reached !== null)
          expect(usual).toBeLessThan(reached)
      }),
    )
  })

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(scored, goals, (rows, goal) => {
        const choose = (some: typeof rows) =>
          chooseThreshold(
            binary,
            some.map(([y]) => y),
            Float64Array.from(some, ([, t]) => t / 20),
            goal,
          )
        expect(choose(rows.toReversed())).toEqual(choose(rows))
      }),
    )
  })

  it('lies midway between the probabilities that it parts', () => {
    const T = Float32Array.of(0.125, 0.25, 0.75, 0.875)
    expect(chooseThreshold(binary, [0, 1, 1, 1], T, { kind: 'f1' })).toMatchObject({
      threshold: 0.1875,
      confusion: { tp: 3, fp: 0, fn: 0, tn: 1 },
      reached: 1,
    })
    expect(chooseThreshold(binary, [0, 0, 1, 1], T, { kind: 'accuracy' }).threshold).toBe(0.5)
    // Nothing lies between neighbouring numbers: the higher one parts them.
    const [low, high] = [0.75, 0.75 + 2 ** -53]
    expect(chooseThreshold(binary, [0, 1], Float64Array.of(low, high), { kind: 'f1' })).toMatchObject({
      threshold: high,
      reached: 1,
    })
  })

  it('falls as missed rows cost more', () => {
    const targets = [0, 0, 1, 0, 1, 0, 1, 1]
    const T = Float64Array.from(targets, (_, i) => (i + 1) / 10)
    const thresholds = [0, 0.2, 1, 5, 50].map(
      (fn) => chooseThreshold(binary, targets, T, { kind: 'cost', fn, fp: 1 }).threshold,
    )
    expect(thresholds).toEqual(thresholds.toSorted((a, b) => b - a))
    expect(thresholds[0]).toBeCloseTo(0.65, 12)
    expect(thresholds[4]).toBeLessThan(0.3)
  })

  it('does not change with the scale of the weights, whose sums round', () => {
    fc.assert(
      fc.property(scored, goals, (rows, goal) => {
        const [targets, T] = [rows.map(([y]) => y), Float64Array.from(rows, ([, t]) => t / 20)]
        const choose = (scale: number) => {
          const weights = rows.map(([, , weight]) => (weight + 1) * scale)
          return chooseThreshold(binary, targets, T, goal, weights).threshold
        }
        expect(choose(0.1)).toBe(choose(1))
      }),
      { numRuns: 500 },
    )
  })

  it('stays at 0.5 where the goal is undefined', () => {
    const T = Float64Array.of(0.2, 0.9)
    for (const kind of ['youden', 'f1'] as const) {
      expect(chooseThreshold(binary, [0, 0], T, { kind })).toMatchObject({ threshold: 0.5, reached: null })
    }
  })
})

describe('the goal of a threshold', () => {
  it('is read as it is written', () => {
    fc.assert(
      fc.property(goals, (goal) => {
        expect(parseThresholdGoal(thresholdGoalText(goal))).toEqual(goal)
      }),
    )
    expect(parseThresholdGoal('cost: fp = 2.5')).toEqual({ kind: 'cost', fn: 1, fp: 2.5 })
  })

  it.each([
    ['f2', 'Did you mean "f1"?'],
    ['acuracy', 'Did you mean "accuracy"?'],
    ['', 'Its choices are "f1", "accuracy", "youden", "cost:fn=5,fp=1".'],
    ['cost', 'Give what a missed positive row and a false alarm cost: cost:fn=5,fp=1.'],
    [
      'cost:fn=-5',
      'Give fn (missed positive rows) and fp (false alarms) once each, as numbers from 0: cost:fn=5,fp=1.',
    ],
    [
      'cost:fn=5,fn=1',
      'Give fn (missed positive rows) and fp (false alarms) once each, as numbers from 0: cost:fn=5,fp=1.',
    ],
    ['cost:fn=0,fp=0', 'Give fn or fp a cost above 0.'],
  ])('is refused as %s, with what to do', (text, remedy) => {
    try {
      parseThresholdGoal(text)
      expect.fail('nothing was thrown')
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidOptionError)
      expect(error).toMatchObject({ remedy })
    }
  })
})
