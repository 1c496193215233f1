import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, daysOf, weekdayOf } from '../src/dates/calendar.ts'
import { type DateOrder, momentText, readMoment } from '../src/dates/read-date.ts'
import { cosineOfTurn, sineOfTurn } from '../src/dates/turn.ts'
import { encodeFeatures, featureNames, fitEncoder, fitTarget, inputCount } from '../src/index.ts'
import { errorOf, tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const fit = (cells: readonly (string | null)[], options = {}) =>
  fitEncoder(tableOf({ at: cells, y: cells.map((_, i) => 'ab'.charAt(i % 2)) }), { target: 'y', ...options })

describe('the calendar', () => {
  it("is JavaScript's", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500_000, max: 2_000_000 }), (days) => {
        const date = new Date(days * 86_400_000)
        const { year, month, day } = dateOf(days)
        expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()])
        expect(daysOf(year, month, day)).toBe(days)
        expect(weekdayOf(days)).toBe((date.getUTCDay() + 6) % 7)
      }),
    )
  })

  it('goes round as sine and cosine do', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (x) => {
        expect(cosineOfTurn(x)).toBeCloseTo(Math.cos(2 * Math.PI * x), 12)
        expect(sineOfTurn(x)).toBeCloseTo(Math.sin(2 * Math.PI * x), 12)
      }),
    )
  })
})

describe('a date', () => {
  const expected = daysOf(2024, 8, 30)

  it.each<[string, DateOrder?]>([
    ['2024-08-30'],
    ['2024/8/30'],
    ['20240830'],
    ['30.8.2024', 'mdy'],
    ['30/08/2024'],
    ['8/30/24', 'mdy'],
    ['30-Aug-2024'],
    ['30 August 2024'],
    ['Aug 30, 2024'],
    ['August 30th, 2024'],
    ['Fri, 30 Aug 2024'],
    ['24/8/30', 'ymd'],
    ['30. August 2024'],
  ])('is read in %s', (text, order = 'dmy') => {
    expect(readMoment(text, order)).toEqual({ days: expected, seconds: undefined, offset: undefined })
  })

  it.each([
    ['2024-08-30T07:34:58+02:00', 27298, 120],
    ['2024-08-30 07:34:58Z', 27298, 0],
    ['30.08.2024 7:34', 27240, undefined],
    ['8/30/2024 7:34 pm', 70440, undefined],
    ['Fri, 30 Aug 2024 07:34:58 -0500', 27298, -300],
    ['2024-08-30T07:34:58.250', 27298.25, undefined],
  ])('is read with the time in %s', (text, seconds, offset) => {
    const order = text.startsWith('8/') ? 'mdy' : 'dmy'
    expect(readMoment(text, order)).toEqual({ days: expected, seconds, offset })
  })

  it.each([
    '2024-02-30',
    '31.4.2024',
    '13/13/2024',
    '12:60',
    '25:00',
    '1.2.3',
    '192.168.1.1',
    'May',
    '2024',
    '3-4',
    'x 2024-01-01',
  ])('is not %s', (text) => {
    for (const order of ['dmy', 'mdy', 'ymd'] as const) expect(readMoment(text, order)).toBeUndefined()
  })

  it('reads back what golden rows write, in every order', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 900_000 }), fc.boolean(), (days, zoned) => {
        for (const order of ['dmy', 'mdy', 'ymd'] as const) {
          expect(readMoment(momentText(days + 0.5, false, false), order)?.days).toBe(days)
          expect(readMoment(momentText(days + 0.5, true, zoned), order)).toEqual({
            days,
            seconds: 43200,
            offset: zoned ? 0 : undefined,
          })
        }
      }),
    )
  })
})

describe('a column of dates', () => {
  const days = range(40).map((i) => momentText(19_000 + 17 * i, false, false))

  it('becomes what elapsed, and where in year and week it is', () => {
    const { encoder } = fit(days)
    expect(encoder.features[0]).toMatchObject({
      kind: 'date',
      order: expect.any(String),
      zoned: false,
      parts: ['elapsed', 'year', 'season', 'weekday'],
      missingIndicator: false,
    })
    expect(featureNames(encoder)).toEqual([
      'at elapsed',
      'at year',
      'at season sine',
      'at season cosine',
      'at weekday sine',
      'at weekday cosine',
    ])
  })

  it('encodes the clock as it is written, and the instant', () => {
    const cells = range(24).map((hour) => `2024-08-30T${String(hour).padStart(2, '0')}:00:00+02:00`)
    const { encoder } = fit(cells)
    expect(encoder.features[0]).toMatchObject({ parts: ['elapsed', 'hour'], zoned: true })
    const { X } = encodeFeatures(
      encoder,
      tableOf({ at: ['2024-08-30T06:00:00+02:00', '2024-08-30T06:00:00+00:00'] }),
    )
    expect([X[1], X[2]]).toEqual([1, expect.closeTo(0, 6)]) // sine and cosine of a quarter turn
    expect([X[4], X[5]]).toEqual([X[1], X[2]])
    expect(X[3]).toBeGreaterThan(X[0] ?? 0) // two hours later
  })

  it('of times of day has the hour alone', () => {
    expect(fit(['7:30', '12:00', '23:15', '0:00']).encoder.features[0]).toMatchObject({ parts: ['hour'] })
  })

  it('of eight digits is one of dates', () => {
    expect(fit(['20240830', '20240102', '20231231', '20240830']).encoder.features[0]?.kind).toBe('date')
    expect(fit(['20240830', '20241399', '20231231', '20240830']).encoder.features[0]?.kind).toBe('number')
  })

  it('may lack some, which an input says', () => {
    const table = tableOf({ at: [...days, null, 'NaT'], y: range(42).map((i) => 'ab'.charAt(i % 2)) })
    const { encoder } = fitEncoder(table, { target: 'y' })
    expect(inputCount(encoder)).toBe(7)
    const { X } = encodeFeatures(encoder, table, Int32Array.of(41))
    expect([...X]).toEqual([0, 0, 0, 0, 0, 0, 1])
  })

  it('has the order that one of its cells shows', () => {
    expect(fit(['1/2/2024', '13/2/2024', '3/4/2024', '5/6/2024']).encoder.features[0]).toMatchObject({
      order: 'dmy',
    })
    expect(fit(['1/2/2024', '2/13/2024', '3/4/2024', '5/6/2024']).encoder.features[0]).toMatchObject({
      order: 'mdy',
    })
  })

  it('is refused where day and month could change places, unless the order is told', () => {
    const cells = ['1/2/2024', '2/3/2024', '3/4/2024', '5/6/2024']
    expect(errorOf(() => fit(cells))).toMatchObject({
      message:
        'data.csv, line 2, column "at": in "1/2/2024", and in all other dates of the column, day and month could change places.',
      remedy: 'Say which comes first: --date-order dmy or --date-order mdy.',
    })
    expect(fit(cells, { dateOrder: 'mdy' }).encoder.features[0]).toMatchObject({ order: 'mdy' })
    expect(fit(cells, { categorical: ['at'] }).encoder.features[0]?.kind).toBe('category')
    expect(fit(['1.2.2024', '2.3.2024', '3.4.2024']).encoder.features[0]?.kind).toBe('date')
  })

  it('refuses what is no date among them, and a zone missing', () => {
    expect(errorOf(() => fit([...days, '2024-02-30']))).toMatchObject({
      message: 'data.csv, line 42, column "at": "2024-02-30" is no date as the others of the column are.',
    })
    const zoned = range(20).map((i) => `2024-01-01T10:${10 + i}:00Z`)
    expect(errorOf(() => fit([...zoned, '2024-01-01T10:00:00']))).toMatchObject({
      message:
        'data.csv, line 22, column "at": "2024-01-01T10:00:00" has no zone, though the column has zones.',
    })
  })

  it('is no target', () => {
    const table = tableOf({ y: [...days, ...days] })
    expect(errorOf(() => fitTarget(table, { target: 'y' }))).toMatchObject({
      code: 'INVALID_DATA',
      message: expect.stringMatching(/^data\.csv, column "y": the target holds dates such as "2022-01-08"/),
      remedy: expect.stringMatching(/--task multiclass/),
    })
    expect(fitTarget(table, { target: 'y', task: 'multiclass' }).target.task).toBe('multiclass')
  })
})
