import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openCpuBackend } from '@leven/backend-cpu'
import { initialParameters } from '@leven/core'
import { loadModel, parametersSha256 } from '@leven/model'
import type { Table } from '@leven/tabular'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemOf, sourceOf } from '../src/data/data-source.ts'
import { mostClasses } from '../src/data/problem.ts'
import { worded } from '../src/data/worded.ts'
import { firstState, Learner } from '../src/learner/learner.ts'
import { decode, mostBytes } from '../src/panels/csv/decode.ts'
import { mostRows, readCsv } from '../src/panels/csv/read-csv.ts'
import { defaultSettings, networkOf, optimizerOf, type Settings } from '../src/settings/settings.ts'
import { folder, shell } from './command-line.ts'

const home = fileURLToPath(new URL('../../../', import.meta.url))

function example(name: string): Buffer {
  return readFileSync(join(home, 'examples', name))
}

/** Reads as the page does: what cannot be read is refused in words. */
function read(content: string | Uint8Array, name = 'data.csv'): Table {
  return inWords(() =>
    readCsv(decode(typeof content === 'string' ? Buffer.from(content) : content, name), name),
  )
}

/** What some work makes; what it throws has the words of the page. */
function inWords<Made>(work: () => Made): Made {
  try {
    return work()
  } catch (error) {
    throw worded(error)
  }
}

/** A table as lists: the names, then each row. */
function lists({ columns, rows }: Table): (string | null)[][] {
  return [
    columns.map(({ name }) => name),
    ...Array.from({ length: rows }, (_, row) => columns.map(({ cells }) => cells.at(row) ?? null)),
  ]
}

describe('a table', () => {
  test('is read as it stands: nothing becomes a number, a boolean or a date', () => {
    expect(lists(read('a,b,c,d\n007,yes,2024-01-01,1e3\n1.50,NA,?,nan\n'))).toEqual([
      ['a', 'b', 'c', 'd'],
      ['007', 'yes', '2024-01-01', '1e3'],
      ['1.50', 'NA', '?', 'nan'],
    ])
  })

  test.each([
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
    ['line breaks of two kinds', 'a,b\r\n1,2\n3,4\r\n'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n3,4\n'],
    ['no line break at the end', 'a,b\n1,2\n3,4'],
    ['blank lines', '\n\na,b\n\n1,2\n\n3,4\n\n'],
    ['blanks around names', ' a , b\n1,2\n3,4\n'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['bars', 'a|b\n1|2\n3|4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
    ['quotes', '"a","b"\n"1","2"\n"3","4"\n'],
    ['a line that names the delimiter', 'sep=;\na;b\n1;2\n3;4\n'],
    ['comments above', '# written by hand\n# in May\na,b\n1,2\n3,4\n'],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,2\n3,4\n', 'utf16le')],
  ])('with %s', (_, content) => {
    expect(lists(read(content))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  test('takes the delimiter that its first row has as often as the header, and a tab in a .tsv', () => {
    expect(lists(read('a;b, in cm\n1;2\n'))[0]).toEqual(['a', 'b, in cm'])
    expect(lists(read('a\tb, c, d\n1\t2\n', 'birds.tsv'))[0]).toEqual(['a', 'b, c, d'])
    expect(lists(read('"a,b,c";d\n"1,2,3";4\n'))[1]).toEqual(['1,2,3', '4'])
  })

  test('that R wrote has its row names in a column of their own, and says so', () => {
    const table = readCsv('x,y\n1,2,a\n2,3,b\n', 'r.csv')
    expect(lists(table)[0]).toEqual(['row_names', 'x', 'y'])
    expect(table.notes).toEqual([expect.stringMatching(/as R writes them/)])
  })

  test('names a nameless column by its place', () => {
    expect(lists(read('a,,b\n1,2,3\n'))[0]).toEqual(['a', 'column_2', 'b'])
  })

  test('of any cells at all comes back as it was written, and knows the line of each row', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('', '"', '""', 'a"b', ',', 'two\nlines', 'a\r\nb', ' x ', ';', '\t|'),
    )
    const clean = cell.filter((text) => !text.includes('\0') && !text.includes('\uFEFF'))
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) => fc.array(fc.array(clean, { minLength: width, maxLength: width }), { minLength: 1 }))
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(',', ';', '\t', '|'),
        (rows, end, mark) => {
          // One kind of line break: those in cells are those between rows.
          const cells = rows.map((row) => row.map((text) => text.replace(/\r\n|\r|\n/g, end)))
          const header = (rows[0] ?? []).map((_, i) => `c${i}`)
          const write = (row: readonly string[]) =>
            row.map((text) => `"${text.replaceAll('"', '""')}"`).join(mark) + end
          const lines = cells.map(write)
          const read = readCsv(write(header) + lines.join(''), 'any.csv')
          expect(lists(read)).toEqual([header, ...cells.map((row) => row.map((text) => text || null))])
          let line = 2
          for (const [row, text] of lines.entries()) {
            expect(read.lineOf?.(row)).toBe(line)
            line += text.split(end).length - 1
          }
        },
      ),
    )
  })

  const labelled = (rows: number, label: (row: number) => string) =>
    `x,z,y\n${Array.from({ length: rows }, (_, i) => `${i},${i * i},${label(i)}\n`).join('')}`

  test.each<{ what: string; content: string | Uint8Array; says: RegExp }>([
    { what: 'an empty file', content: '', says: /data\.csv: the file is empty\./ },
    { what: 'nothing but blank lines', content: '\n \n\n', says: /data\.csv: the file is empty\./ },
    { what: 'a header without rows', content: 'x,y\n', says: /data\.csv: the table has no rows/ },
    {
      what: 'a row that is too short',
      content: 'x,y\n1,a\n2\n3,b\n',
      says: /data\.csv, line 3: the row has 1 field, but the header names 2 columns/,
    },
    {
      what: 'a row that is too long, below a quoted line break and a blank line',
      content: 'x,y\n"1\n1",a\n\n2,b,c\n3,b\n',
      says: /data\.csv, line 5: the row has 3 fields/,
    },
    {
      what: 'a quote never closed',
      content: 'x,y\n1,a\n2,"b\n3,a\n',
      says: /data\.csv, line 3: a quote that opens in this row is never closed/,
    },
    {
      what: 'a quote never closed in the header',
      content: 'x,"y\n1,a\n',
      says: /data\.csv, line 1: a quote that opens in the header is never closed/,
    },
    {
      what: 'text after a closing quote',
      content: 'x,y\n1,"a"b\n2,c\n',
      says: /data\.csv, line 2: text follows a closing quote/,
    },
    {
      what: 'bytes that are not UTF-8',
      content: Buffer.from('x,y\n1,a\n2,\xe9\n', 'latin1'),
      says: /data\.csv, line 3: the text is not UTF-8/,
    },
    {
      what: 'a NUL byte',
      content: 'x,y\n1,a\n2,b\0\n',
      says: /data\.csv, line 3, column "y": the value contains a NUL byte/,
    },
    {
      what: 'a NUL byte in the header',
      content: 'x\0,y\n1,a\n',
      says: /line 1: the header contains a NUL byte/,
    },
    { what: 'a spreadsheet', content: Buffer.from('PK\x03\x04rest'), says: /a spreadsheet or a zip archive/ },
    { what: 'a compressed file', content: Buffer.from([0x1f, 0x8b, 8, 0]), says: /the file is compressed/ },
    { what: 'JSON', content: '[{"x":1}]', says: /this is JSON/ },
    {
      what: 'two columns of one name',
      content: 'x,x,y\n1,2,a\n',
      says: /data\.csv, line 1, column "x": two columns have this name/,
    },
    {
      what: 'more rows than are read',
      content: labelled(mostRows + 1, () => 'a'),
      says: /line 10002: this page reads at most 10,000 rows/,
    },
    {
      what: 'more bytes than are read',
      content: new Uint8Array(mostBytes + 1),
      says: /the file has 11 MB, and this page reads at most 10/,
    },
  ])('is refused, in a sentence with place and remedy: $what', ({ content, says }) => {
    const problem = () => read(content)
    expect(problem).toThrow(says)
    expect(problem).toThrow(expect.objectContaining({ remedy: expect.stringMatching(/^[A-Z].*\.$/) }))
  })

  test.each<{ what: string; content: string; says: RegExp }>([
    {
      what: 'text among numbers',
      content: `${labelled(40, (row) => (row % 2 ? 'a' : 'b'))}oops,3,a\n`,
      says: /data\.csv, line 42, column "x": .*oops/,
    },
    {
      what: 'too many classes',
      content: labelled(2 * mostClasses + 2, (row) => `class ${row % (mostClasses + 1)}`),
      says: /column "y": the target has 21 classes, and this page takes at most 20/,
    },
    {
      what: 'too many inputs',
      content: `id,x,z,y\n${Array.from({ length: 6000 }, (_, i) => `n${i % 300},${i},${i * i},${i % 2}\n`).join('')}`,
      says: /the columns become 302 inputs, of which "id" has 300, and this page takes at most 256/,
    },
  ])('that cannot be learned says so: $what', ({ content, says }) => {
    const table = read(content)
    expect(() => inWords(() => problemOf({ kind: 'table', table, target: 'y' }, defaultSettings))).toThrow(
      says,
    )
  })
})

test('a table that is brought is learned by its last column, or the last that can be one', () => {
  expect(sourceOf(read(example('penguins.csv'), 'penguins.csv'), defaultSettings).source.target).toBe(
    'species',
  )
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${(7 * i) % 30},${'ab'[i % 2]},\n`).join('')
  expect(sourceOf(read(`x,z,y,comment\n${rows}`), defaultSettings).source.target).toBe('y')
  expect(() => sourceOf(read('a,b\nx,y\nz,y\n'), defaultSettings)).toThrow(
    /column "b": the target is "y" in every/,
  )
})

test('the plane of the penguins shows two columns that tell the species apart', () => {
  const table = read(example('penguins.csv'), 'penguins.csv')
  const { across, up } = sourceOf(table, defaultSettings).problem.plane
  expect([across.column.name, up.column.name]).toEqual(['bill_length_mm', 'flipper_length_mm'])
})

/** Quotes, semicolons, blank lines, CRLF and missing cells, all in one. */
const awkward = [
  'size;"the ""kind""";note;y',
  ...Array.from({ length: 60 }, (_, i) => {
    const kind = i % 7 === 3 ? '' : `"${['big; red', 'small ""one""', 'two\r\nlines'][i % 3]}"`
    return `${i % 11 === 5 ? 'NA' : (i * 37) % 29};${kind};${(i * 13) % 17}.50;${(i * 37) % 29 > 14 ? 'yes' : 'no'}${i % 9 === 0 ? '\r\n' : ''}`
  }),
].join('\r\n')

describe('the command line reads the same table to the same encoder, and learns it to the same parameters', () => {
  test.concurrent.each<{ name: string; target: string; content?: string; part?: Partial<Settings> }>([
    { name: 'breast-cancer.csv', target: 'diagnosis', part: { hidden: [8], batchSize: 64 } },
    {
      name: 'penguins.csv',
      target: 'species',
      part: { hidden: [5, 3], optimizer: 'adam', learningRate: 0.01 },
    },
    { name: 'wine.csv', target: 'alcohol', part: { l2: 0.01 } },
    { name: 'awkward.csv', target: 'y', content: awkward },
  ])(
    '$name, target $target',
    async ({ name, target, content, part }) => {
      const own = folder(content === undefined ? {} : { [name]: content })
      const path = content === undefined ? join(home, 'examples', name) : join(own, name)
      const settings: Settings = { ...defaultSettings, hidden: [4], seed: 11, testShare: 0.25, ...part }
      const { hidden, activation, optimizer, learningRate, l2, batchSize, seed, testShare } = settings
      const out = join(own, 'model.safetensors')
      const names = { gradientDescent: 'gradient-descent', momentum: 'momentum', adam: 'adam' } as const
      const options = {
        hidden: hidden.join(','),
        activation,
        optimizer: names[optimizer],
        'learning-rate': learningRate,
        l2,
        'batch-size': batchSize || 'full',
        seed,
        validation: testShare,
        epochs: 5,
        out,
      }
      const flags = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)])
      const words = ['train', path, '--target', target, ...flags, '--json'].map((word) => `'${word}'`)
      const printed = await shell(`leven ${words.join(' ')}`, home)

      const on = await openCpuBackend()
      const problem = problemOf({ kind: 'table', table: read(readFileSync(path), name), target }, settings)
      const { encoder } = await loadModel(readFileSync(out), on)
      expect(problem.encoder).toEqual(encoder)
      const network = networkOf(settings, problem)
      const first = firstState(initialParameters(network, seed))
      const { trainingData } = problem
      const rules = {
        optimizer: optimizerOf(settings),
        l2,
        batchSize: batchSize || trainingData.instances,
      }
      const learner = new Learner(on, network, trainingData, rules, seed, first)
      for (let epoch = 0; epoch < 5; epoch++) learner.advance('epoch')
      const sha256 = await parametersSha256((await learner.state()).layers)
      expect(JSON.parse(printed)).toMatchObject({ parametersSha256: sha256, features: problem.inputs })
    },
    60_000,
  )
})
