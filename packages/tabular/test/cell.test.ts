import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filled, isInfinityWord, parseNumber, shape, shapeOf } from '../src/cell.ts'
import { defaultMissing, missingRule } from '../src/missing/words.ts'

describe('the number grammar', () => {
  it.each([
    ['0', 0],
    ['-1.5', -1.5],
    ['+2', 2],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1.25E-2', 0.0125],
    ['007', 7],
    ['-0', -0],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    '',
    '.',
    '-',
    'e5',
    '1e',
    '0x10',
    '0b1',
    '1,000',
    '3,14',
    '1_000',
    '1 000',
    '10n',
    'NaN',
    'inf',
    'Infinity',
    '١٢',
    '½',
    '1.2.3',
    '--1',
    ' 1',
  ])('takes %j for text', (text) => {
    expect(parseNumber(text)).toBeUndefined()
  })

  it('reads every number JavaScript prints, bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toBe(Object.is(value, -0) ? 0 : value)
      }),
    )
  })

  it('says infinite for a number beyond float64, so that callers can refuse it', () => {
    expect(parseNumber('1e999')).toBe(Number.POSITIVE_INFINITY)
  })

  it.each([
    ['\u22121.5', -1.5],
    ['\u2013 3', undefined],
    ['\u20137', -7],
  ])('takes %s for %s', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    ['42', 'integer'],
    ['-7', 'integer'],
    ['007', 'padded'],
    ['0', 'integer'],
    ['1E2', 'exponentCode'],
    ['1e+2', 'decimal'],
    ['-1e2', 'decimal'],
    ['1.119', 'grouped'],
    ['0.119', 'decimal'],
    ['1119.119', 'decimal'],
    ['12.5', 'decimal'],
    ['x', 'none'],
  ] as const)('sees in %s the shape %s', (text, wanted) => {
    expect(shapeOf(text)).toBe(shape[wanted])
  })

  it.each(['-inf', 'Infinity', '+INF'])('knows %s as a broken number', (text) => {
    expect(isInfinityWord(text)).toBe(true)
  })

  it.each(['nano', 'info', 'infinite', '', 'nan'])('takes %j for a word like any other', (text) => {
    expect(isInfinityWord(text)).toBe(false)
  })
})

describe('missing cells', () => {
  const rule = missingRule(defaultMissing)

  it.each([null, undefined, '  ', '\t'])('%j is missing', (cell) => {
    expect(filled(cell)).toBeNull()
  })

  it.each(defaultMissing.text)('%j is missing among texts and among numbers', (cell) => {
    expect([rule.amongTexts(cell), rule.amongNumbers(cell)]).toEqual([true, true])
  })

  it.each(['none', 'N/a', 'NIL', 'n.a.', 'not available', '--'])('%s is missing among numbers', (cell) => {
    expect(rule.amongNumbers(cell)).toBe(true)
  })

  it.each(['0', 'none', 'na', 'left', 'Null!'])('%s is present among texts', (cell) => {
    expect(rule.amongTexts(cell)).toBe(false)
  })

  it('trims blanks around a cell and keeps those inside', () => {
    expect(filled(' New Guinea\t')).toBe('New Guinea')
  })
})
