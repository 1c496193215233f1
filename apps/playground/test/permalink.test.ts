import { activationNames } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derivedNames } from '../src/data/derived.ts'
import { shapeNames } from '../src/data/shapes.ts'
import { readLink } from '../src/settings/page-link.ts'
import { readPermalink, writePermalink } from '../src/settings/permalink.ts'
import { defaultSettings, fitsPage, most, ranges, type Settings } from '../src/settings/settings.ts'

const between = ({ least, most }: { readonly least: number; readonly most: number }) =>
  fc.double({ min: least, max: most, noNaN: true }).map((value) => Math.abs(value))
const whole = ({ least, most }: { readonly least: number; readonly most: number }) =>
  fc.integer({ min: least, max: most })

const settings: fc.Arbitrary<Settings> = fc.record({
  shape: fc.constantFrom(...shapeNames),
  noise: between(ranges.noise),
  size: whole(ranges.size),
  testShare: between(ranges.testShare),
  dataSeed: whole(ranges.dataSeed),
  derived: fc.subarray([...derivedNames]),
  hidden: fc
    .array(fc.integer({ min: 1, max: most.broughtUnits }), { maxLength: most.layers })
    .filter(fitsPage),
  activation: fc.constantFrom(...activationNames),
  seed: whole(ranges.seed),
  optimizer: fc.constantFrom('gradientDescent' as const, 'momentum' as const, 'adam' as const),
  learningRate: between(ranges.learningRate),
  l2: between(ranges.l2),
  batchSize: whole(ranges.batchSize),
})

describe('a link', () => {
  test('brings back any settings that were written to it', () => {
    fc.assert(
      fc.property(settings, (asked) => {
        expect(readPermalink(`#${writePermalink(asked)}`)).toEqual({ settings: asked, refused: [] })
      }),
    )
  })

  test('says only what differs from the defaults', () => {
    expect(writePermalink(defaultSettings)).toBe('')
    expect(writePermalink({ ...defaultSettings, hidden: [8, 8], seed: 70 })).toBe('hidden=8-8&seed=70')
    expect(writePermalink({ ...defaultSettings, hidden: [] })).toBe('hidden=none')
    expect(writePermalink({ ...defaultSettings, derived: ['x1sq', 'sinx2'] })).toBe('derived=x1sq-sinx2')
  })

  test.each([
    ['shape', 'constructor'],
    ['derived', 'x1sq-cosx1'],
    ['hidden', '4-2049'],
    ['hidden', '2048-2048'],
    ['hidden', '4-0'],
    ['hidden', '1-1-1-1-1-1-1'],
    ['hidden', '4--2'],
    ['activation', 'swish'],
    ['optimizer', 'toString'],
    ['learningRate', '0'],
    ['learningRate', 'Infinity'],
    ['learningRate', ''],
    ['size', '20.5'],
    ['size', '-40'],
    ['seed', '4294967296'],
    ['l2', '0x10'],
  ])('whose %s is %j has the default there, and names it', (key, text) => {
    expect(readPermalink(`#${key}=${encodeURIComponent(text)}&noise=0.3`)).toEqual({
      settings: { ...defaultSettings, noise: 0.3 },
      refused: [key],
    })
  })

  test('brings drawn points, too; those that are none are named', () => {
    expect(readLink('#noise=0.3&points=cAAAAB')).toEqual({
      settings: { ...defaultSettings, noise: 0.3 },
      points: { kind: 'drawn', points: [{ x1: -2, x2: -2, label: 'green' }], heights: false },
      refused: [],
    })
    expect(readLink('#points=all')).toEqual({
      settings: defaultSettings,
      points: undefined,
      refused: ['points'],
    })
    expect(readLink('').points).toBeUndefined()
  })

  test('of any text at all is read without an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readPermalink(text)
        expect(readPermalink(writePermalink(read.settings)).settings).toEqual(read.settings)
      }),
    )
  })
})
