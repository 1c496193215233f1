import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNotFiniteWord, missingMarkers, parseNumber, present } from '../src/cell.ts'

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

  it.each(['NaN', 'nan', '-inf', 'Infinity', '+INF'])('knows %s as a broken number', (text) => {
    expect(isNotFiniteWord(text)).toBe(true)
  })

  it.each(['nano', 'info', 'infinite', ''])('takes %j for a word like any other', (text) => {
    expect(isNotFiniteWord(text)).toBe(false)
  })
})

describe('missing cells', () => {
  it.each([null, undefined, '  ', '\t', ...missingMarkers, ' NA '])('%j is missing', (cell) => {
    expect(present(cell)).toBeNull()
  })

  it.each(['0', 'none', 'NaN', 'na', '-', 'Null'])('%s is present', (cell) => {
    expect(present(cell)).toBe(cell)
  })

  it('trims blanks around a cell and keeps those inside', () => {
    expect(present(' New Guinea\t')).toBe('New Guinea')
  })
})
