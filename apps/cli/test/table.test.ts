import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { type DataError, firstCells, type Table, type TextOptions } from '@leven/tabular'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { located, readTable } from '../src/table/read.ts'
import { openSession } from '../src/table/session.ts'

const folder = mkdtempSync(join(tmpdir(), 'leven-table-'))
process.env.TMPDIR = folder // where compressed tables are unpacked
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
/** A file of its own for each use, in a folder that is removed at the end. */
function file(content: string | Buffer, extension = '.csv'): string {
  const path = join(folder, `${count++}${extension}`)
  writeFileSync(path, content)
  return path
}

/** The cells of each column, as texts. */
function texts({
  columns,
}: Table): readonly { readonly name: string; readonly cells: readonly (string | null)[] }[] {
  return columns.map(({ name, cells }) => ({ name, cells: [...cells] }))
}

/** A table as lists: the names, then each row. */
async function read(data: string, query?: string): Promise<(string | null)[][]> {
  const { columns, rows } = await readTable({ data, query })
  return [
    columns.map(({ name }) => name),
    ...Array.from({ length: rows }, (_, row) => columns.map(({ cells }) => cells.at(row) ?? null)),
  ]
}

describe('a text table', () => {
  test('is read as it stands: nothing becomes a number, a boolean or a date', async () => {
    const path = file('a,b,c,d\n007,yes,2024-01-01,1e3\n1.50,NA,?,nan\n')
    expect(await read(path)).toEqual([
      ['a', 'b', 'c', 'd'],
      ['007', 'yes', '2024-01-01', '1e3'],
      ['1.50', 'NA', '?', 'nan'],
    ])
  })

  test('keeps quoted commas, quotes and line breaks, and reads an empty field as missing', async () => {
    const path = file('a,b\n"x, ""y""",\n"two\nlines",0\n')
    expect(await read(path)).toEqual([
      ['a', 'b'],
      ['x, "y"', null],
      ['two\nlines', '0'],
    ])
  })

  test.each([
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['CR', 'a,b\r1,2\r3,4\r'],
    ['a byte order mark', '\uFEFFa,b\n1,2\n3,4\n'],
    ['no line break at the end', 'a,b\n1,2\n3,4'],
    ['blank lines', '\n\na,b\n\n1,2\n\n3,4\n\n'],
    ['blanks around names', ' a , b\n1,2\n3,4\n'],
    ['semicolons', 'a;b\n1;2\n3;4\n'],
    ['bars', 'a|b\n1|2\n3|4\n'],
    ['tabs', 'a\tb\n1\t2\n3\t4\n'],
  ])('with %s', async (_, content) => {
    expect(await read(file(content))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  const rows = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]

  test.each<[string, string | Buffer, TextOptions?]>([
    ['LF after CRLF', 'a,b\r\n1,2\r\n3,4\n'],
    ['CR among LF', 'a,b\n1,2\r3,4\n'],
    ['a sep line', 'sep=;\r\na;b\r\n1;2\r\n3;4\r\n'],
    ['a sep line behind a byte order mark', '\uFEFFsep=|\na|b\n1|2\n3|4\n'],
    ['titles that begin with #', '# made by, rig 7, today\n# C\na,b\n1,2\n3,4\n'],
    ['comments anywhere', '% one\na,b\n1,2\n% two, three, four\n3,4\n', { comment: '%' }],
    ['a title and a blank line', 'Report of May,\n\na,b\n1,2\n3,4\n'],
    ['a title without delimiters', 'Report of May\na,b\n1,2\n3,4\n'],
    ['lines to skip', 'Report of May\n"a quote\na,b\n1,2\n3,4\n', { skip: 2 }],
    ['a delimiter of its own', 'a~b\n1~2\n3~4\n', { delimiter: '~' }],
    ['blanks between fields', 'a b\n1 2\n3 4\n'],
    ['other quotes', "'a','b'\n'1','2'\n3,'4'\n", { quote: "'" }],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,2\n3,4\n', 'utf16le')],
    ['UTF-16 without a mark', Buffer.from('a,b\r\n1,2\r\n3,4\r\n', 'utf16le')],
    ['big-endian UTF-16', Buffer.from('\uFEFFa,b\n1,2\n3,4\n', 'utf16le').swap16()],
    ['a delimiter behind the header', 'a,b,\n1,2\n3,4\n'],
  ])('with %s', async (_, content, text) => {
    const { columns } = await readTable({ data: file(content), ...(text && { text }) })
    expect(columns.map(({ name }) => name)).toEqual(rows[0])
    expect(columns.map(({ cells }) => [...cells])).toEqual(
      [0, 1].map((k) => rows.slice(1).map((row) => row[k])),
    )
  })

  test('in windows-1252 reads its letters', async () => {
    const content = Buffer.from('a,b\n\xe9,\x80\n', 'latin1')
    const { columns } = await readTable({ data: file(content), text: { encoding: 'windows-1252' } })
    expect(columns.map(({ cells }) => [...cells])).toEqual([['é'], ['€']])
  })

  test('without a header names its columns by their place, and knows its lines', async () => {
    const table = await readTable({ data: file('\n1,x\n2,y\n'), text: { header: false } })
    expect(texts(table)).toEqual([
      { name: 'column_1', cells: ['1', '2'] },
      { name: 'column_2', cells: ['x', 'y'] },
    ])
    expect([table.lineOf?.(0), table.lineOf?.(1)]).toEqual([2, 3])
  })

  test('whose first line looks like a row says so', async () => {
    const { notes } = await readTable({ data: file('1.5,2,x\n2.5,3,y\n') })
    expect(notes.join()).toMatch(/looks like a row .* --no-header/)
    expect((await readTable({ data: file('2019,2020,x\n2,3,y\n') })).notes).toEqual([])
  })

  test('as R writes it has a column of row names', async () => {
    const { columns, notes } = await readTable({ data: file('"a","b"\n"1",5,"x"\n"2",6,"y"\n') })
    expect(columns.map(({ name }) => name)).toEqual(['row_names', 'a', 'b'])
    expect(columns.map(({ cells }) => cells.at(1))).toEqual(['2', '6', 'y'])
    expect(notes.join()).toMatch(/as R writes them/)
  })

  test('with a delimiter behind each row has an empty column', async () => {
    expect(texts(await readTable({ data: file('a;b\n1;2;\n3;4;\n') }))).toEqual([
      { name: 'a', cells: ['1', '3'] },
      { name: 'b', cells: ['2', '4'] },
      { name: 'column_3', cells: [null, null] },
    ])
  })

  test('takes the delimiter that leaves numbers whole', async () => {
    expect(await read(file('Preis, netto;Menge, kg;y\n0,65;2,50;v\n0,17;1,11;u\n'))).toEqual([
      ['Preis, netto', 'Menge, kg', 'y'],
      ['0,65', '2,50', 'v'],
      ['0,17', '1,11', 'u'],
    ])
  })

  test('is the same however its lines end, its text is encoded and what stands above it', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '7', '"', ',', '\n', ' ', 'é', ';', '#'),
      maxLength: 5,
    })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 })
    const ends = fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 7, maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(table, ends, fc.boolean(), fc.boolean(), async (body, breaks, wide, titled) => {
        const records = ['a,b', ...body.map((row) => row.map(quoted).join(','))]
        const text = `${titled ? '# made by hand\n' : ''}${records.map((one, i) => one + (breaks[i] ?? '\n')).join('')}`
        const { columns, lineOf } = await readTable({
          data: file(wide ? Buffer.from(`\uFEFF${text}`, 'utf16le') : text),
        })
        expect(columns.map(({ cells }) => [...cells])).toEqual(
          [0, 1].map((k) => body.map((row) => row[k] || null)),
        )
        const before = text.slice(
          0,
          text.length - (records.at(-1) ?? '').length - (breaks[body.length] ?? '').length,
        )
        expect(lineOf?.(body.length - 1)).toBe(before.split(/\r\n|\r|\n/).length)
      }),
      { numRuns: 40 },
    )
  })

  test('takes the delimiter that its first row has as often as the header', async () => {
    expect(await read(file('a;b, in cm\n1;2\n'))).toEqual([
      ['a', 'b, in cm'],
      ['1', '2'],
    ])
    expect(await read(file('a\tb, c, d\n1\t2\n', '.tsv'))).toEqual([
      ['a', 'b, c, d'],
      ['1', '2'],
    ])
  })

  test('takes a line for its header that has the fields of all others, whatever another delimiter makes of it', async () => {
    expect(await read(file('a,b\n"",";a"\n";",";"\n'))).toEqual([
      ['a', 'b'],
      [null, ';a'],
      [';', ';'],
    ])
  })

  test('names a nameless column by its place', async () => {
    expect((await read(file(',a\n0,1\n')))[0]).toEqual(['column_1', 'a'])
  })

  test('is the same when compressed', async () => {
    expect(await read(file(gzipSync('a,b\n1,2\n'), '.csv.gz'))).toEqual(await read(file('a,b\n1,2\n')))
  })

  test('may have pattern letters in its name', async () => {
    const inside = join(folder, 'year=2024 [1]')
    mkdirSync(inside)
    writeFileSync(join(inside, 'a*.csv'), 'a,b\n1,2\n')
    writeFileSync(join(inside, 'ab.csv'), 'a,b\n3,4\n')
    expect(await read(join(inside, 'a*.csv'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('keeps the order of a file larger than one thread reads', async () => {
    const rows = 300_000
    const lines = Array.from({ length: rows }, (_, i) => `${i},${'x'.repeat(50)}`)
    const { columns } = await readTable({ data: file(`a,b\n${lines.join('\n')}\n`) })
    expect(columns[0]?.cells).toHaveLength(rows)
    expect(Array.from(columns[0]?.cells ?? []).every((cell, i) => cell === String(i))).toBe(true)
  })

  test('knows its lines below a byte order mark and a quoted line break in the header', async () => {
    const { columns, lineOf } = await readTable({ data: file('\uFEFF"a\nb",c\n1,2\n') })
    expect(columns.map(({ name }) => name)).toEqual(['a\nb', 'c'])
    expect(lineOf?.(0)).toBe(3)
  })

  test('of one column takes blank lines as missing cells, and knows their lines', async () => {
    const { columns, lineOf } = await readTable({ data: file('\na\n1\n\n3\n') })
    expect([...(columns[0]?.cells ?? [])]).toEqual(['1', null, '3'])
    expect([0, 1, 2].map((row) => lineOf?.(row))).toEqual([3, 4, 5])
  })

  test('any cells survive, and each row knows its line', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '7', '"', ',', '\n', ' ', 'é', ';'), maxLength: 6 })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rowsOfCells = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(rowsOfCells, fc.constantFrom('\n', '\r\n'), async (rows, end) => {
        const records = rows.map((row) => row.map(quoted).join(','))
        const { columns, lineOf } = await readTable({ data: file(['a,b', ...records, ''].join(end)) })
        expect(columns.map(({ cells }) => [...cells])).toEqual(
          [0, 1].map((k) => rows.map((row) => row[k] || null)),
        )
        let line = 2
        for (const [row, record] of records.entries()) {
          expect(lineOf?.(row)).toBe(line)
          line += record.split('\n').length
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('other formats', () => {
  test('JSON lines: keys in order of appearance, absent keys missing, numbers with all their digits', async () => {
    const path = file('{"a":1.5,"id":12345678901234567890}\n{"b":true,"a":null}\n', '.jsonl')
    expect(await read(path)).toEqual([
      ['a', 'id', 'b'],
      ['1.5', '12345678901234567890', null],
      [null, null, 'true'],
    ])
  })

  test('JSON lines in UTF-16 are read, as other text is', async () => {
    const text = '\ufeff{"a":"ä"}\n{"a":"b"}\n'
    expect(await read(file(Buffer.from(text, 'utf16le'), '.jsonl'))).toEqual(
      await read(file('{"a":"ä"}\n{"a":"b"}\n', '.jsonl')),
    )
  })

  test('JSON: a list of objects', async () => {
    expect(await read(file('[{"a":1,"b":"x"},\n {"b":"y","a":2}]', '.json'))).toEqual([
      ['a', 'b'],
      ['1', 'x'],
      ['2', 'y'],
    ])
  })

  test("JSON: Python's NaN is missing, in a text it is text", async () => {
    expect(await read(file('[{"a":NaN,"b":"NaN"},\n {"b":"x","a":-Infinity}]', '.json'))).toEqual([
      ['a', 'b'],
      [null, 'NaN'],
      ['-Infinity', 'x'],
    ])
  })

  test('JSON: keys that differ by case are two columns', async () => {
    expect(await read(file('{"A":12345678901234567890,"a":"x"}\n{"a":"y"}\n', '.jsonl'))).toEqual([
      ['A', 'a'],
      ['12345678901234567890', 'x'],
      [null, 'y'],
    ])
  })

  test('Parquet: each value as its text, null as missing', async () => {
    const path = join(folder, 'p.parquet')
    const session = await openSession(0)
    await session.run(
      `COPY (SELECT 0.1::DOUBLE a, 1.50::DECIMAL(9,2) b, NULL::INT c, true d, 'x' e, 12345678901234567890::UBIGINT f) TO '${path}'`,
    )
    session.closeSync()
    expect(await read(path)).toEqual([
      ['a', 'b', 'c', 'd', 'e', 'f'],
      ['0.1', '1.50', null, 'true', 'x', '12345678901234567890'],
    ])
  })
})

test('a workbook of Excel is its first sheet, by the row numbers of the sheet', async () => {
  const data = fileURLToPath(new URL('cases/sheet.xlsx', import.meta.url))
  const { columns, rows, notes, lineOf } = await readTable({ data })
  expect(columns.map(({ name, cells }) => [name, ...firstCells(cells, 2)])).toEqual([
    ['day', '2023-03-21', '2023-03-24'],
    ['amount', '3.1', '10.1'],
    ['city', 'Oslo, east', 'Bergen'],
    ['label', 'no', 'yes'],
  ])
  expect([rows, lineOf?.(0), lineOf?.(39)]).toEqual([40, 2, 41])
  expect(notes).toEqual(['The workbook has 2 sheets; the first, "Sales", is read.'])
  const query = await readTable({ data, query: 'select count(*) as n from data' })
  expect([...(query.columns[0]?.cells ?? [])]).toEqual(['40'])
})

describe('several files', () => {
  const several = (...contents: readonly string[]) => {
    const inside = mkdtempSync(join(folder, 'several-'))
    for (const [i, content] of contents.entries()) writeFileSync(join(inside, `part${i}.csv`), content)
    return join(inside, '*.csv')
  }

  test('follow each other by name, columns matched by name', async () => {
    expect(await read(several('a,b\n1,2\n', 'b,a\n4,3\n'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
    ])
  })

  test('of other columns are refused', async () => {
    await expect(read(several('a,b\n1,2\n', 'a,c\n3,4\n'))).rejects.toThrow(
      /part1\.csv: the column "c" is not in .*part0\.csv/,
    )
  })

  test('an error of a row is told with its own file and line', async () => {
    const pattern = several('a,b\n1,2\n', 'a,b\n3,4\n\n5,6\n')
    const table = await readTable({ data: pattern })
    const { DataError } = await import('@leven/tabular')
    const error = new DataError({ source: pattern, row: 3, column: 'b' }, 'it is odd.', 'Look.')
    const told = located(table, error) as DataError
    expect(told.message).toMatch(/part1\.csv, line 4, column "b": it is odd\.$/)
  })
})

describe('a query', () => {
  const path = file('a,b\n3,x\n1,y\n2,z\n')

  test('sees the file as the table data, as text', async () => {
    expect(await read(path, 'select b, a::int * 2 as twice from data order by a')).toEqual([
      ['b', 'twice'],
      ['y', '2'],
      ['z', '4'],
      ['x', '6'],
    ])
  })

  test('tells names that differ by case alone', async () => {
    const query = 'select * from data order by y'
    const fromText = await readTable({ data: file('A,a,y\n1,2,p\n3,4,q\n'), query })
    const fromJson = await readTable({
      data: file('[{"A":1,"a":2,"y":"p"},{"A":3,"a":4,"y":"q"}]', '.json'),
      query,
    })
    for (const { columns, notes } of [fromText, fromJson]) {
      expect(columns.map(({ name, cells }) => [name, ...cells])).toEqual([
        ['A', '1', '3'],
        ['a', '2', '4'],
        ['y', 'p', 'q'],
      ])
      expect(notes).toEqual([expect.stringMatching(/SQL does not tell "a"/)])
    }
  })

  test('is reproducible only with an ORDER BY of its own', async () => {
    const ordered = await readTable({ data: path, query: 'select * from data order by a' })
    const inner = await readTable({ data: path, query: 'select * from (select * from data order by a)' })
    expect([ordered.reproducible, ordered.notes]).toEqual([true, []])
    expect(inner.reproducible).toBe(false)
    expect(inner.notes.join()).toMatch(/no ORDER BY/)
  })

  test('reads the files it names where there are no others', async () => {
    const table = await readTable({ query: `select count(*) as n from '${path}'` })
    expect(texts(table)).toEqual([{ name: 'n', cells: ['3'] }])
  })
})
