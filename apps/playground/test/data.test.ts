import { openCpuBackend } from '@leven/backend-cpu'
import { initialParameters } from '@leven/core'
import { parametersSha256, prepare, settleRecipe, trainModel } from '@leven/model'
import { encodeFeatures, type Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { direction } from '../src/data/angle.ts'
import { derivedNames } from '../src/data/derived.ts'
import { inputAt, pixels, valueAt } from '../src/data/plane.ts'
import { reach, tableOfPoints } from '../src/data/points.ts'
import { createProblem } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import { drawPoints, recipeOf, shapeNames } from '../src/data/shapes.ts'
import { worded } from '../src/data/worded.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'

const shape = fc.constantFrom(...shapeNames)
const seed = fc.integer({ min: 0, max: 0xffffffff })
const noise = fc.double({ min: 0, max: 0.5, noNaN: true })
const size = fc.integer({ min: 20, max: 200 })
const share = fc.double({ min: 0.1, max: 0.9, noNaN: true })

/** Why some work is refused, in the words of the page. */
function refusal(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    return String(worded(error))
  }
  throw new Error('It is not refused.')
}

describe('a drawn data set', () => {
  test('is the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(shape, seed, noise, (name, from, blur) => {
        const points = drawPoints(name, 30, blur, from)
        expect(drawPoints(name, 30, blur, from)).toEqual(points)
        expect(drawPoints(name, 30, blur, (from + 1) % 2 ** 32)).not.toEqual(points)
      }),
      { numRuns: 60 },
    )
  })

  test('lies on the plane that is drawn, whatever the noise', () => {
    fc.assert(
      fc.property(shape, seed, noise, (name, from, blur) => {
        for (const { x1, x2 } of drawPoints(name, 50, blur, from)) {
          expect(Math.max(Math.abs(x1), Math.abs(x2))).toBeLessThanOrEqual(reach)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('gives its classes turns, so that each has as many points', () => {
    for (const name of shapeNames) {
      const recipe = recipeOf(name)
      if (recipe.task === 'regression') continue
      const points = drawPoints(name, 60, 0.1, 5)
      for (const label of recipe.labels) {
        const own = points.filter((point) => 'label' in point && point.label === label)
        expect(own).toHaveLength(60 / recipe.labels.length)
      }
    }
  })

  test('has the height of its surface where there is no noise', () => {
    for (const point of drawPoints('saddle', 40, 0, 3)) {
      expect('height' in point && point.height).toBe((point.x1 * point.x2) / 2)
    }
  })

  test('keeps apart what noise has not moved: circles by their radius', () => {
    for (const point of drawPoints('circles', 100, 0, 9)) {
      const radius = Math.hypot(point.x1, point.x2)
      if ('label' in point && point.label === 'blue') expect(radius).toBeLessThanOrEqual(0.65)
      else expect(radius).toBeGreaterThanOrEqual(1.2)
    }
  })
})

test('a direction is the cosine and sine of its angle', () => {
  fc.assert(
    fc.property(fc.double({ min: -19, max: 19, noNaN: true }), (angle) => {
      const { x, y } = direction(angle)
      expect(Math.abs(x - Math.cos(angle))).toBeLessThan(1e-11)
      expect(Math.abs(y - Math.sin(angle))).toBeLessThan(1e-11)
    }),
  )
})

test('a table of points reads back as the very same points', () => {
  const point = fc.record({ x1: fc.double({ noNaN: true }), x2: fc.double({ noNaN: true }) })
  const labelled = point.map((place) => ({ ...place, label: 'blue' }))
  const high = fc.tuple(point, fc.double({ noNaN: true })).map(([place, height]) => ({ ...place, height }))
  fc.assert(
    fc.property(fc.oneof(fc.array(labelled), fc.array(high)), (points) => {
      const [x1, x2, target] = tableOfPoints(points, 'points.csv').columns
      for (const [row, original] of points.entries()) {
        expect(Number(x1?.cells.at(row))).toBe(original.x1 + 0)
        expect(Number(x2?.cells.at(row))).toBe(original.x2 + 0)
        if ('height' in original) expect(Number(target?.cells.at(row))).toBe(original.height + 0)
        else expect(target?.cells.at(row)).toBe(original.label)
      }
    }),
  )
})

describe('a problem', () => {
  const settings: Settings = { ...defaultSettings, noise: 0.1, size: 50, testShare: 0.3, dataSeed: 4 }

  test('holds out the share that was asked for, and no row is in both parts', () => {
    const { training, test: held, table } = shapeProblem(settings)
    expect([training.length, held.length]).toEqual([34, 16])
    const rows = [...training, ...held].map(({ row }) => row)
    expect(rows.toSorted((a, b) => a - b)).toEqual(Array.from({ length: table.rows }, (_, row) => row))
  })

  test('shows each row where its numbers and its label say', () => {
    const points = drawPoints('pinwheel', 60, 0.2, 4)
    const {
      training,
      test: held,
      labels,
    } = shapeProblem({ ...settings, shape: 'pinwheel', noise: 0.2, size: 60 })
    for (const { row, across, up, target } of [...training, ...held]) {
      const point = points[row]
      expect(across).toBeCloseTo(point?.x1 ?? Number.NaN, 6)
      expect(up).toBeCloseTo(point?.x2 ?? Number.NaN, 6)
      expect(labels[target]).toBe(point && 'label' in point && point.label)
    }
  })

  test("splits and encodes as the command does: X, Y and encoder of model's prepare, to the same bits", () => {
    fc.assert(
      fc.property(shape, seed, seed, size, share, fc.subarray([...derivedNames]), (...drawn) => {
        const [name, dataSeed, split, points, testShare, derived] = drawn
        const problem = shapeProblem({
          ...settings,
          shape: name,
          dataSeed,
          size: points,
          testShare,
          derived,
          seed: split,
        })
        const target = name === 'saddle' ? 'height' : 'label'
        const options = { target, seed: split, validation: testShare }
        const { encoder, training, validation } = prepare(problem.table, options, settleRecipe(options))
        expect(problem.encoder).toEqual(encoder)
        expect(problem.trainingData).toEqual(training.plain)
        expect(problem.testData).toEqual(validation?.plain)
      }),
      { numRuns: 60 },
    )
  })

  test.each<Partial<Settings>>([
    { shape: 'moons', hidden: [5], batchSize: 16, optimizer: 'adam', learningRate: 0.01, seed: 3 },
    { shape: 'pinwheel', hidden: [4, 3], activation: 'tanh', l2: 0.01 },
    { shape: 'saddle', hidden: [6], optimizer: 'momentum', learningRate: 0.03, batchSize: 7 },
  ])('is learned to the same parameters as the command line learns its table to: %j', async (part) => {
    const asked = { ...settings, ...part }
    const problem = shapeProblem(asked)
    const on = await openCpuBackend()
    const network = networkOf(asked, problem)
    const rules = {
      optimizer: optimizerOf(asked),
      l2: asked.l2,
      batchSize: asked.batchSize || problem.trainingData.instances,
    }
    const first = firstState(initialParameters(network, asked.seed))
    const learner = new Learner(on, network, problem.trainingData, rules, asked.seed, first)
    for (let epoch = 0; epoch < 12; epoch++) learner.advance('epoch')
    const { layers } = await learner.state()
    const { model } = await trainModel(on, problem.table, {
      target: problem.encoder.target.name,
      hidden: asked.hidden,
      activation: asked.activation,
      optimizer: ({ gradientDescent: 'gradient-descent', momentum: 'momentum', adam: 'adam' } as const)[
        asked.optimizer
      ],
      learningRate: asked.learningRate,
      epochs: 12,
      batchSize: asked.batchSize || 'full',
      l2: asked.l2,
      seed: asked.seed,
      validation: asked.testShare,
    })
    expect(await parametersSha256(layers)).toBe(await parametersSha256(model.parameters))
  })
})

describe('a problem of any table', () => {
  const rows = 24
  const cells = (cell: (row: number) => string | null) => Array.from({ length: rows }, (_, row) => cell(row))
  const table: Table = {
    source: 'birds.csv',
    rows,
    columns: [
      { name: 'island', cells: cells((row) => ['Biscoe', 'Dream'][row % 2] ?? null) },
      { name: 'bill', cells: cells((row) => (row % 6 === 5 ? 'NA' : String(30 + row))) },
      { name: 'weight', cells: cells((row) => String(3000 + 50 * row)) },
      { name: 'wing', cells: cells((row) => String(180 + ((7 * row) % 24))) },
      { name: 'species', cells: cells((row) => ['Adelie', 'Chinstrap', 'Gentoo', 'King'][row % 4] ?? null) },
    ],
  }
  const options = { target: 'species', testShare: 0.25, seed: 1 }

  test('learns from every column, and shows the plane of two', () => {
    const problem = createProblem(table, { ...options, plotted: ['wing', 'bill'] })
    expect(problem.features).toEqual([
      'island=Biscoe',
      'island=Dream',
      'bill',
      'bill is missing',
      'weight',
      'wing',
    ])
    expect([problem.inputs, problem.outputs]).toEqual([6, 4])
    const { across, up } = problem.plane
    expect([across.input, up.input]).toEqual([5, 2])
    for (const { row, across: wing } of problem.training) {
      expect(wing).toBeCloseTo(Number(table.columns[3]?.cells.at(row)), 4)
    }
    expect(across.lower).toBeLessThan(180)
    expect(across.upper).toBeGreaterThan(203)
  })

  test('plots the two columns that tell most of the target, unless told otherwise, and not the same twice', () => {
    // Where the bill is known, the weight says nothing more.
    const { across, up } = createProblem(table, options).plane
    expect([across.column.name, up.column.name]).toEqual(['bill', 'wing'])
  })

  test('rests what is not plotted at its mean over the training rows, and a plotted value is not missing', () => {
    const { plane, trainingData, inputs } = createProblem(table, { ...options, plotted: ['bill', 'wing'] })
    const mean = (input: number) => {
      let sum = 0
      for (let i = 0; i < trainingData.instances; i++) sum += trainingData.X[i * inputs + input] ?? 0
      return sum / trainingData.instances
    }
    expect(mean(3)).toBeGreaterThan(0)
    expect(plane.rest[3]).toBe(0)
    for (const input of [0, 1, 4]) expect(plane.rest[input]).toBeCloseTo(mean(input), 6)
    const side = 4
    const X = pixels(plane, side)
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const seen = X.subarray((row * side + column) * inputs, (row * side + column + 1) * inputs)
        expect(seen[2]).toBe(inputAt(plane.across, valueAt(plane.across, (2 * column + 1) / (2 * side))))
        expect(seen[5]).toBe(inputAt(plane.up, valueAt(plane.up, 1 - (2 * row + 1) / (2 * side))))
        expect([seen[0], seen[1], seen[3], seen[4]]).toEqual(
          [...plane.rest].filter((_, i) => i !== 2 && i !== 5),
        )
      }
    }
  })

  test('what is derived of the plane\u2019s columns follows them over it, as the encoder sees their values', () => {
    const problem = shapeProblem({ ...defaultSettings, shape: 'circles', derived: ['x2sq', 'x1x2', 'sinx1'] })
    expect(problem.table.columns.map(({ name }) => name)).toEqual([
      'x1',
      'x2',
      'x2^2',
      'x1*x2',
      'sin(x1)',
      'label',
    ])
    const { plane, encoder, inputs, training, trainingData } = problem
    // On the table: each is what its name says, to the precision of float32.
    const value = (name: string, i: number) => {
      const at = encoder.features.findIndex((feature) => feature.name === name)
      const feature = encoder.features[at]
      if (feature?.kind !== 'number') throw new TypeError('no number')
      return (trainingData.X[i * inputs + at] ?? 0) * feature.standardDeviation + feature.mean
    }
    for (const [i, { across, up }] of training.entries()) {
      expect(value('x2^2', i)).toBeCloseTo(up * up, 5)
      expect(value('x1*x2', i)).toBeCloseTo(across * up, 5)
      expect(value('sin(x1)', i)).toBeCloseTo(Math.sin(across), 5)
    }
    // On the plane: a pixel is seen as a row of the table with its values is.
    const side = 5
    const points = Array.from({ length: side * side }, (_, pixel) => ({
      x1: valueAt(plane.across, (2 * (pixel % side) + 1) / (2 * side)),
      x2: valueAt(plane.up, 1 - (2 * Math.floor(pixel / side) + 1) / (2 * side)),
      label: 'blue',
    }))
    const rows = tableOfPoints(points, 'pixels.csv', ['x2sq', 'x1x2', 'sinx1'])
    expect(pixels(plane, side)).toEqual(encodeFeatures(encoder, rows).X)
  })

  test('puts the positive class last, whichever it is', () => {
    const two: Table = { ...table, columns: table.columns.filter(({ name }) => name !== 'species') }
    const { encoder } = createProblem(two, { ...options, target: 'island' })
    if (encoder.target.task !== 'binary') throw new Error('not binary')
    const target = { ...encoder.target, positive: 'Biscoe' }
    const problem = createProblem(two, { ...options, target: 'island', encoder: { ...encoder, target } })
    expect(problem.labels).toEqual(['Dream', 'Biscoe'])
    for (const [i, spot] of problem.training.entries()) {
      expect(spot.target).toBe(problem.trainingData.Y[i])
      expect(problem.labels[spot.target]).toBe(two.columns[0]?.cells.at(spot.row))
    }
  })

  test.each([
    [
      { plotted: ['bill', 'island'] as const },
      /birds\.csv, column "island": the plane needs a column of numbers/,
    ],
    [{ target: 'sex' }, /birds\.csv has no column "sex"/],
  ])('is refused where %j does not fit, in a sentence', (part, message) => {
    expect(refusal(() => createProblem(table, { ...options, ...part }))).toMatch(message)
  })

  test('is refused where there are not two columns of numbers', () => {
    const few: Table = { ...table, columns: table.columns.filter(({ name }) => !/weight|wing/.test(name)) }
    expect(refusal(() => createProblem(few, options))).toMatch(
      /two columns of numbers beside the target, and there is one/,
    )
  })
})
