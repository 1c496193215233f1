import { encodeFeatures, encodeTargets, fitEncoder, type Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { direction } from '../src/data/angle.ts'
import { createProblem, type DataSettings } from '../src/data/problem.ts'
import { drawPoints, type Point, reach, recipeOf, type Shape, shapeNames } from '../src/data/shapes.ts'

const shape = fc.constantFrom(...shapeNames)
const seed = fc.integer({ min: 0, max: 0xffffffff })
const noise = fc.double({ min: 0, max: 0.5, noNaN: true })
const size = fc.integer({ min: 20, max: 200 })

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

/** The points as a table that the command line would read. */
function tableOf(points: readonly Point[]): Table {
  const target = (point: Point) => ('label' in point ? point.label : String(point.height))
  return {
    source: 'points.csv',
    rows: points.length,
    columns: [
      { name: 'x1', cells: points.map(({ x1 }) => String(x1)) },
      { name: 'x2', cells: points.map(({ x2 }) => String(x2)) },
      { name: 'target', cells: points.map(target) },
    ],
  }
}

describe('a problem', () => {
  const settings: DataSettings = { shape: 'moons', noise: 0.1, size: 50, testShare: 0.3, dataSeed: 4 }

  test('holds out the share that was asked for, and no point is in both parts', () => {
    const { training, test: held } = createProblem(settings)
    expect([training.length, held.length]).toEqual([35, 15])
    expect(new Set([...training, ...held])).toEqual(new Set(training.concat(held)))
    expect(training.filter((point) => held.includes(point))).toEqual([])
  })

  test('always leaves a point to learn from and one to test on', () => {
    fc.assert(
      fc.property(size, fc.double({ min: 0, max: 1, noNaN: true }), (points, share) => {
        const { training, test: held } = createProblem({ ...settings, size: points, testShare: share })
        expect(training.length + held.length).toBe(points)
        expect(Math.min(training.length, held.length)).toBeGreaterThanOrEqual(1)
      }),
      { numRuns: 40 },
    )
  })

  test.each<Shape>(['moons', 'pinwheel', 'saddle'])(
    'is what @leven/tabular makes of the same points: %s, to the same bits',
    (name) => {
      const { training, trainingData } = createProblem({ ...settings, shape: name })
      const table = tableOf(training)
      const { encoder } = fitEncoder(table, { target: 'target' })
      expect(trainingData.X).toEqual(encodeFeatures(encoder, table).X)
      expect(Array.from(trainingData.Y)).toEqual(Array.from(encodeTargets(encoder, table), Math.fround))
    },
  )
})
