import { openCpuBackend } from '@leven/backend-cpu'
import { initialParameters, predict } from '@leven/core'
import { parametersSha256, prepare, settleRecipe } from '@leven/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { colorNames } from '../src/data/class-styles.ts'
import { problemOf } from '../src/data/data-source.ts'
import { type DerivedName, derivedNames } from '../src/data/derived.ts'
import { type DrawnSource, drawnOf, drawnTable, gridSize, gridValue, snapped } from '../src/data/drawn.ts'
import { pixels } from '../src/data/plane.ts'
import { reach } from '../src/data/points.ts'
import { forTraining } from '../src/data/problem.ts'
import { shapeProblem } from '../src/data/shape-problem.ts'
import type { Shape } from '../src/data/shapes.ts'
import { trainCommand } from '../src/files/command.ts'
import { tableCsv } from '../src/files/table-csv.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { rescaled } from '../src/learner/rescaling.ts'
import { rescalingOf } from '../src/learner/rescaling-of.ts'
import {
  added,
  along,
  erased,
  moved,
  nearestPoint,
  type Sketch,
  without,
} from '../src/panels/sketch/sketch.ts'
import { mostLinked, readPoints, writePoints } from '../src/settings/points-link.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import type { Frame } from '../src/training/frame.ts'
import { Run } from '../src/training/run.ts'
import { folder, shell } from './command-line.ts'
import { follow } from './follow.ts'

const place = fc.integer({ min: 0, max: gridSize - 1 }).map(gridValue)
const labelled = fc.record({ x1: place, x2: place, label: fc.constantFrom(...colorNames) })
const high = fc.record({ x1: place, x2: place, height: place })
const drawn: fc.Arbitrary<DrawnSource> = fc.oneof(
  fc.array(labelled, { maxLength: 60 }).map((points) => ({ kind: 'drawn' as const, points, heights: false })),
  fc.array(high, { maxLength: 60 }).map((points) => ({ kind: 'drawn' as const, points, heights: true })),
)

describe('drawn points in a link', () => {
  test('come back as they were, to the bit', () => {
    fc.assert(
      fc.property(drawn, (source) => {
        const text = writePoints(source)
        expect(text).toMatch(/^[ch][\w-]*$/)
        expect(readPoints(text ?? '')).toEqual(source)
      }),
    )
  })

  test('take five letters a point, six with a height, and are left out where they are too many', () => {
    const points = Array.from({ length: mostLinked }, () => ({ x1: 0, x2: 1, label: 'blue' }))
    expect(writePoints({ kind: 'drawn', points, heights: false })).toHaveLength(1 + 5 * mostLinked)
    const more = [...points, { x1: 0, x2: 0, label: 'blue' }]
    expect(writePoints({ kind: 'drawn', points: more, heights: false })).toBeUndefined()
  })

  test('are none in any other text', () => {
    for (const text of [
      '',
      'x',
      'cAAA',
      'cAAAAz',
      'cAAAA+',
      'hAAAAA',
      `c${'AAAAA'.repeat(mostLinked + 1)}`,
    ]) {
      expect(readPoints(text)).toBeUndefined()
    }
    fc.assert(
      fc.property(fc.string(), (text) => {
        const source = readPoints(text)
        if (source) expect(writePoints(source)).toBe(text)
      }),
    )
  })

  test('lie on a grid that text keeps: a number written and read is the same', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (value) => {
        const on = snapped(value)
        expect(snapped(on)).toBe(on)
        expect(Number(String(on))).toBe(on)
        if (Math.abs(value) <= 1.99) expect(Math.abs(on - value)).toBeLessThanOrEqual(1 / 2048)
      }),
    )
  })
})

const empty: Sketch = { kind: 'drawn', points: [], heights: false, held: [] }

/** Drawn by hand: some of each class along a line. */
function twoLines(count: number): Sketch {
  let sketch = empty
  for (let i = 0; i < count; i++) {
    const x1 = -1.5 + (3 * i) / count
    sketch = added(sketch, { x1, x2: 0.8 + 0.3 * x1 }, { label: 'orange' }, 0.3)
    sketch = added(sketch, { x1, x2: -0.8 + 0.3 * x1 * x1 }, { label: 'violet' }, 0.3)
  }
  return sketch
}

describe('a sketch', () => {
  test('holds out the share of each class as it grows, and no point ever changes sides', () => {
    let before = empty
    for (let i = 0; i < 40; i++) {
      const after = added(before, { x1: i / 20 - 1, x2: 0 }, { label: i % 3 ? 'blue' : 'gold' }, 0.3)
      expect(after.held.slice(0, -1)).toEqual(before.held)
      before = after
    }
    for (const label of ['blue', 'gold']) {
      const held = before.held.filter(
        (_, i) => before.points[i] && 'label' in before.points[i] && before.points[i].label === label,
      )
      expect(held[0]).toBe(false)
      expect(held.filter(Boolean).length).toBe(Math.round(0.3 * held.length))
    }
  })

  test('loses what the eraser touches, one point, or none, and keeps the sides of the others', () => {
    const sketch = twoLines(6)
    const index = nearestPoint(sketch.points, { x1: -1.48, x2: 0.35 }, 0.13)
    expect(index).toBe(0)
    expect(without(sketch, 0).points).toEqual(sketch.points.slice(1))
    expect(without(sketch, 0).held).toEqual(sketch.held.slice(1))
    const rubbed = erased(sketch, { x1: -1.5, x2: 0.35 }, 0.1)
    expect(rubbed.points).toEqual(sketch.points.slice(1))
    expect(rubbed.held).toEqual(sketch.held.slice(1))
    expect(erased(sketch, { x1: 1.9, x2: 1.9 }, 0.1)).toBe(sketch)
    expect(nearestPoint(sketch.points, { x1: 1.9, x2: 1.9 }, 0.13)).toBeUndefined()
  })

  test('moves a point onto the grid of the plane, never off its edge', () => {
    const { points } = moved(twoLines(2), 1, { x1: 7, x2: -0.10001 })
    expect(points[1]).toEqual({ x1: gridValue(gridSize - 1), x2: snapped(-0.1), label: 'violet' })
    expect(gridValue(gridSize - 1)).toBeLessThan(reach)
  })

  test('places points along a stroke at even distances', () => {
    const places = along({ x1: 0, x2: 0 }, { x1: 0.6, x2: 0.8 }, 0.25)
    expect(places).toHaveLength(4)
    expect(places[1]?.x1).toBeCloseTo(0.3, 12)
    expect(along({ x1: 0, x2: 0 }, { x1: 0.1, x2: 0 }, 0.25)).toEqual([])
  })
})

describe('the problem of drawn points', () => {
  const settings: Settings = { ...defaultSettings, seed: 5, testShare: 0.3 }

  test('keeps the sides they were drawn with; once they are drawn, the seed splits them as the command does', () => {
    const sketch = twoLines(20)
    const while_ = problemOf(sketch, settings)
    expect(while_.test.map(({ row }) => row)).toEqual(sketch.held.flatMap((held, row) => (held ? [row] : [])))
    const { kind, points, heights } = sketch
    const after = problemOf({ kind, points, heights }, settings)
    const options = { target: 'label', seed: 5, validation: 0.3 }
    const { encoder, training, validation } = prepare(drawnTable(sketch), options, settleRecipe(options))
    expect([after.encoder, after.trainingData, after.testData]).toEqual([
      encoder,
      training.plain,
      validation?.plain,
    ])
  })

  test('is a regression of heights, though a few of them could pass for classes', () => {
    const points = Array.from({ length: 12 }, (_, i) => ({ x1: i / 8, x2: -i / 9, height: i % 2 }))
    const problem = problemOf({ kind: 'drawn', points, heights: true }, settings)
    expect([problem.task, problem.askedTask]).toEqual(['regression', 'regression'])
  })

  test('is repeated by its command, whatever its heights could pass for', { timeout: 60_000 }, async () => {
    const points = Array.from({ length: 24 }, (_, i) => ({
      x1: i / 16,
      x2: ((7 * i) % 24) / 16,
      height: i % 2,
    }))
    const source: DrawnSource = { kind: 'drawn', points, heights: true }
    const problem = problemOf(source, settings)
    const on = await openCpuBackend()
    const network = networkOf(settings, problem)
    const { trainingData } = problem
    const rules = { optimizer: optimizerOf(settings), l2: 0, batchSize: trainingData.instances }
    const first = firstState(initialParameters(network, settings.seed))
    const learner = new Learner(on, network, trainingData, rules, settings.seed, first)
    for (let epoch = 0; epoch < 9; epoch++) learner.advance('epoch')
    const cwd = folder({ [problem.table.source]: tableCsv(problem.table) })
    const said: unknown = JSON.parse(await shell(`${trainCommand(settings, 9, problem)} --json`, cwd))
    const { layers } = await learner.state()
    expect(said).toMatchObject({ task: 'regression', parametersSha256: await parametersSha256(layers) })
  })

  test('of a generated set takes each of its points, on the grid, on the side where it was', () => {
    for (const shape of ['pinwheel', 'saddle'] as const) {
      const problem = shapeProblem({ ...settings, shape, size: 60 })
      const sketch = drawnOf(problem)
      expect(sketch.points).toHaveLength(60)
      expect(sketch.held.flatMap((held, row) => (held ? [row] : []))).toEqual(
        problem.test.map(({ row }) => row),
      )
      const again = problemOf(sketch, settings)
      for (const [i, { across, up }] of again.training.entries()) {
        expect(Math.abs(across - (problem.training[i]?.across ?? 9))).toBeLessThan(0.001)
        expect(Math.abs(up - (problem.training[i]?.up ?? 9))).toBeLessThan(0.001)
      }
      expect(readPoints(writePoints(sketch) ?? '')?.points).toEqual(sketch.points)
    }
  })
})

test.each<[Shape, readonly DerivedName[]]>([
  ['moons', []],
  ['saddle', []],
  ['circles', derivedNames],
])(
  'a network says the same of every place though its inputs are scaled otherwise: %s %j',
  async (shape, derived) => {
    const settings: Settings = { ...defaultSettings, shape, derived, size: 80 }
    const before = shapeProblem(settings)
    let sketch = drawnOf(before)
    for (let i = 0; i < 30; i++) {
      const ink = shape === 'saddle' ? { height: 1.4 } : { label: 'orange' }
      sketch = added(sketch, { x1: 1.6, x2: i / 15 - 0.2 }, ink, 0.3)
    }
    const after = problemOf(sketch, settings)
    expect(after.plane.across.column.mean).not.toBe(before.plane.across.column.mean)
    const on = await openCpuBackend()
    const network = networkOf(settings, before)
    const state = firstState(initialParameters(network, 3))
    const seen = rescaled(state, rescalingOf(before, after))
    const side = 12
    const said = await predict(on, network, state.layers, pixels(before.plane, side), side * side)
    const says = await predict(on, network, seen.layers, pixels(after.plane, side), side * side)
    const value = (t: number, { encoder: { target } }: typeof before) =>
      target.task === 'regression' ? t * target.standardDeviation + target.mean : t
    for (let pixel = 0; pixel < side * side; pixel++) {
      expect(value(says[pixel] ?? Number.NaN, after)).toBeCloseTo(value(said[pixel] ?? Number.NaN, before), 5)
    }
    expect(seen.layers[0]?.W).not.toEqual(state.layers[0]?.W)
  },
)

test('a run goes on with its epoch and its boundary when points are drawn, and says that they were', async () => {
  const settings: Settings = { ...defaultSettings, size: 60 }
  const before = shapeProblem(settings)
  const { optimizer, learningRate, l2, batchSize, hidden, activation, seed } = settings
  const run = new Run()
  let frame: Frame | undefined
  void follow(run, (next) => {
    frame = next
  })
  const learning = { optimizer, learningRate, l2, batchSize }
  await run.setUp({ problem: forTraining(before), network: { hidden, activation, seed }, learning })
  for (let i = 0; i < 20; i++) await run.step('epoch')
  const was = frame
  const sketch = added(drawnOf(before), { x1: 1.9, x2: 1.9 }, { label: 'blue' }, 0)
  const after = problemOf(sketch, settings)
  await run.learnOn(forTraining(after), rescalingOf(before, after))
  expect(frame).toMatchObject({ epoch: 20, departure: 'data', instances: (was?.instances ?? 0) + 1 })
  const [now, then] = [frame?.picture.prediction.T ?? [], was?.picture.prediction.T ?? []]
  for (const [pixel, t] of then.entries()) expect(now[pixel]).toBeCloseTo(t, 4)
  // A moment of before says what it said.
  await run.seek(10)
  await run.step('epoch')
  expect(frame).toMatchObject({ epoch: 11 })
  await run.reset()
  expect(frame).toMatchObject({ epoch: 0, departure: undefined })
})
