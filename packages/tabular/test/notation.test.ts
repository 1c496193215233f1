import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  encodeFeatures,
  encodeTargets,
  fitEncoder,
  fitTarget,
  type Notation,
  numberText,
} from '../src/index.ts'
import { numberReader } from '../src/notation/number-reader.ts'
import { errorOf, tableOf } from './tables.ts'

const range = (count: number) => Array.from({ length: count }, (_, i) => i)
const labels = (count: number) => range(count).map((i) => (i % 2 ? 'yes' : 'no'))
const featureOf = (cells: readonly (string | null)[], options = {}) => {
  const table = tableOf({ x: cells, y: labels(cells.length) })
  const { encoder, notes } = fitEncoder(table, { target: 'y', ...options })
  return { feature: encoder.features[0], notes, X: [...encodeFeatures(encoder, table).X] }
}
const notationOf = (cells: readonly (string | null)[], options = {}) => {
  const { feature } = featureOf(cells, options)
  return feature?.kind === 'number' ? (feature.notation ?? 'plain') : feature?.kind
}

/** A number as people of a place write it: at least 1,000 with its thousands parted. */
function written(value: number, { decimal, thousands, beside, negative }: Notation, before: boolean): string {
  const [whole = '', fraction] = String(Math.abs(value)).split('.')
  const parted = whole.replace(/\B(?=(\d{3})+$)/g, thousands)
  const digits = fraction === undefined ? parted : parted + decimal + fraction
  const priced = before ? beside + digits : digits + beside
  if (value >= 0) return priced
  if (negative === 'parentheses') return `(${priced})`
  return negative === 'trailing' ? `${priced}-` : `-${priced}`
}

const separators = fc.constantFrom<readonly [Notation['decimal'], Notation['thousands']]>(
  ...([
    ['.', ','],
    [',', '.'],
    [',', ' '],
    ['.', "'"],
    ['.', ' '],
    ['.', '_'],
    [',', ''],
    ['.', ''],
  ] as const),
)

describe('the notation of a column', () => {
  it('changes nothing of what its numbers are, whatever it is', () => {
    const number = fc.oneof(
      fc.integer({ min: -9_999_999, max: 9_999_999 }),
      fc.integer({ min: -999_999, max: 999_999 }).map((hundredths) => hundredths / 100),
    )
    const column = fc.array(number, { minLength: 30, maxLength: 30 })
    const beside = fc.constantFrom('', '€', '$', ' kr', '%', ' kg', 'EUR')
    const negative = fc.constantFrom<Notation['negative']>('minus', 'parentheses', 'trailing')
    fc.assert(
      fc.property(column, separators, beside, negative, fc.boolean(), (values, parts, sign, minus, first) => {
        // What could be read otherwise needs a cell that says how; one of cents does.
        const numbers = [...values, 1234567.25, -0.5]
        const [decimal, thousands] = parts
        const notation = { decimal, thousands, beside: sign, negative: minus }
        const before = first && (sign === '€' || sign === '$' || sign === 'EUR')
        const cells = numbers.map((value) => written(value, notation, before))
        const plain = featureOf(numbers.map(String))
        const found = featureOf(cells)
        expect(found.X).toEqual(plain.X)
        expect(found.feature).toMatchObject({ ...plain.feature })
      }),
      { numRuns: 200 },
    )
  })

  it.each<[string, readonly string[], Partial<Notation> | 'plain' | 'category' | 'date']>([
    ['points before three digits where others have one', ['1.119', '2.5', '0.25'], 'plain'],
    ['commas before three digits', ['413', '1,119', '3,309'], { decimal: '.', thousands: ',' }],
    [
      'a comma that three digits follow, with a zero in front',
      ['0,125', '1,119'],
      { decimal: ',', thousands: '' },
    ],
    ['both', ['1.234,5', '12'], { decimal: ',', thousands: '.' }],
    ['points twice', ['1.234.567', '1.234'], { decimal: ',', thousands: '.' }],
    ['groups of India', ['12,34,567', '1,23,456', '999'], { thousands: ',' }],
    ['narrow blanks', ['1\u202f234', '999,5'], { decimal: ',', thousands: ' ' }],
    ['curly apostrophes', ['1’234.50', '7.25'], { thousands: "'" }],
    [
      'whole thousands, none of them whole',
      ['413', '1.120', '3.309', '2.050', '5.100', '7.777', '812'],
      { decimal: ',', thousands: '.' },
    ],
    ['currencies and a zero without', ['$800', '$1,200.50', '0'], { beside: '$', thousands: ',' }],
    ['a currency behind', ['800 €', '1.200,50 €', '3,1 €'], { beside: '€', decimal: ',' }],
    ['two currencies', ['$8', '€9', '$7', '€6'], 'category'],
    ['a percent sign on each', ['45%', '5.5 %'], { beside: '%' }],
    ['a percent sign on some', ['45%', '0.5', '30%', '0.1'], 'category'],
    ['a unit on each', ['12kg', '3.5 kg'], { beside: 'kg' }],
    ['a unit on some', ['12kg', '3.5', '4', '7kg'], 'category'],
    ['two units', ['12kg', '300g', '1kg', '250g'], 'category'],
    ['names that begin with a letter', ['s05', 's04', 's01', 's04'], 'category'],
    ['rooms', ['12A', '14A', '15A', '12A'], 'category'],
    ['accounts', ['(1,234.50)', '17.25'], { negative: 'parentheses', thousands: ',' }],
    ['a minus behind', ['12.5-', '17.25'], { negative: 'trailing' }],
    ['a Unicode minus', ['\u22121.4', '0.5'], 'plain'],
    ['addresses', ['192.168.1.1', '10.0.0.12', '10.0.0.13'], 'category'],
    ['times', ['12:30', '7:15', '12:30'], 'date'],
  ])('is settled by %s', (_, cells, wanted) => {
    const found = notationOf(cells)
    if (typeof wanted === 'string') expect(found).toBe(wanted)
    else expect(found).toMatchObject(wanted)
  })

  it('in doubt is that of the other columns', () => {
    const settle = (other: readonly string[]) => {
      const table = tableOf({ x: ['1,119', '3,309', '2,500', '7,812'], z: other, y: labels(4) })
      return fitEncoder(table, { target: 'y' }).encoder.features[0]
    }
    expect(settle(['0,5', '1,25', '3', '4'])).toMatchObject({ notation: { decimal: ',', thousands: '' } })
    expect(settle(['0.5', '1.25', '3', '4'])).toMatchObject({ notation: { decimal: '.', thousands: ',' } })
  })

  it('in doubt is told, with the option that settles it', () => {
    const cells = ['413', '1,119', '3,309', '2,010']
    expect(featureOf(cells).notes).toContain(
      'Column "x": "1,119" is read as 1119; --decimal , reads it as 1.119.',
    )
    expect(featureOf(cells, { decimal: ',' }).feature).toMatchObject({
      notation: { decimal: ',' },
      median: 2.6595,
    })
    const points = featureOf(['413', '1.119', '3.309', '2.010'])
    expect(points.notes[0]).toBe('Column "x": "1.119" is read as 1.119; --thousands . reads it as 1119.')
    expect(featureOf(['1.119', '2.345', '3.456', '7.891']).notes).toEqual([])
  })

  it('is the same for every row: a cell in another is an error', () => {
    const { encoder } = fitEncoder(tableOf({ x: ['1,5', '2,5', '3', '4'], y: labels(4) }), { target: 'y' })
    expect(errorOf(() => encodeFeatures(encoder, tableOf({ x: ['2.5'] })))).toMatchObject({
      message: 'data.csv, line 2, column "x": "2.5" is text in a number column.',
    })
  })

  it('reads back what golden rows write in it', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        separators,
        (value, [decimal, thousands]) => {
          const notation: Notation = { decimal, thousands, beside: '€', negative: 'minus' }
          expect(numberReader(notation)(numberText(value, notation))).toBe(value + 0)
        },
      ),
    )
  })
})

describe('a target in a notation', () => {
  it('is a number, standardised as the plain one', () => {
    const values = range(30).map((i) => 1000.5 + i * i)
    const fit = (cells: readonly string[]) => {
      const table = tableOf({ y: cells })
      const { target } = fitTarget(table, { target: 'y' })
      return { target, Y: [...encodeTargets({ target }, table)] }
    }
    const plain = fit(values.map(String))
    const comma = fit(values.map((value) => `${String(value).replace('.', ',')} €`))
    expect(comma.Y).toEqual(plain.Y)
    expect(comma.target).toMatchObject({ task: 'regression', notation: { decimal: ',', beside: '€' } })
  })
})

describe('the kind of a column', () => {
  it('can be told', () => {
    expect(notationOf(['1', '2', '1', '2'], { categorical: ['x'] })).toBe('category')
    expect(notationOf(['007', '07', '7', '07'], { numeric: ['x'] })).toBe('plain')
    const table = tableOf({ x: ['a', 'b', 'a', 'b'], z: ['1', '2', '3', '4'], y: labels(4) })
    expect(fitEncoder(table, { target: 'y', text: ['x'] }).encoder).toMatchObject({ ignored: ['x'] })
    expect(errorOf(() => fitEncoder(table, { target: 'y', numeric: ['x'] }))).toMatchObject({
      message:
        'data.csv, line 2, column "x": the column is called numeric, but "a" and all its other values are text.',
    })
    expect(errorOf(() => fitEncoder(table, { target: 'y', numeric: ['x'], text: ['x'] }))).toMatchObject({
      code: 'INVALID_OPTION',
      message: 'Column "x" is said to be numeric and text.',
    })
  })

  it.each([
    ['zeros in front', ['007', '07', '7', '12']],
    ['exponents', range(40).map((i) => ['1E2', '100', '2E3', '30', '7D4'][i % 11 === 0 ? 4 : i % 4] ?? '')],
  ])('is category for codes with %s, and said', (_, cells) => {
    const { feature, notes } = featureOf(cells)
    expect(feature?.kind).toBe('category')
    expect(notes[0]).toMatch(
      /^Column "x" holds codes such as "[^"]+", so it is taken as categories: --numeric/,
    )
  })

  it.each([
    ['fractions', ['007.5', '07.25', '7', '12']],
    ['signed exponents', ['1e+05', '100', '2e+05', '100']],
    ['signs', ['-01', '02', '3', '4']],
  ])('is number where %s say so', (_, cells) => {
    expect(featureOf(cells).feature?.kind).toBe('number')
  })
})
