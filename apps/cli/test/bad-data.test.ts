import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { folder, learnable, leven } from './leven.ts'

/** Trains on `data.csv` with the column y as target; nothing may be left behind but what was there. */
async function train({ content, name = 'data.csv', args = [], target = 'y' }: Refusal) {
  const cwd = folder({ [name]: content })
  const ran = await leven(['train', name, '--target', target, ...args], { cwd })
  return { ...ran, left: readdirSync(cwd) }
}

interface Refusal {
  readonly what: string
  readonly content: string | Buffer
  readonly says: RegExp
  readonly status?: number
  readonly target?: string
  readonly name?: string
  readonly args?: readonly string[]
}

const wide = Array.from({ length: 100_000 }, (_, i) => `c${i}`).join(',')

const row = '{"x":1,"y":"a"}'

const refusals: readonly Refusal[] = [
  { what: 'an empty file', content: '', says: /data\.csv: the file is empty/ },
  { what: 'nothing but blank lines', content: '\n \n\n', says: /data\.csv: the file is empty/ },
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
    what: 'a row alone with delimiters at its end',
    content: 'x,y\n1,a\n2,b,,\n3,b\n',
    says: /data\.csv, line 3: the row has 4 fields, but the header names 2 columns/,
  },
  {
    what: 'a row alone with delimiters at its end, the last of the file',
    content: 'x,y\r\n1,a\r\n2,b\r\n3,b,',
    says: /data\.csv, line 4: the row has 3 fields/,
  },
  {
    what: 'a row alone with delimiters at its end, below quoted line breaks',
    content: 'x,y\n"1,\n1",a\n2,"b,\n,",,\n3,b\n',
    says: /data\.csv, line 4: the row has 4 fields/,
  },
  {
    what: 'a row alone with quotes at its end',
    content: 'x,y\n1,a\n2,b,""\n3,b\n',
    says: /data\.csv, line 3: the row has 3 fields/,
  },
  ...[
    { what: 'cut off', lines: [row, '{"x":1,', row, row], says: 'line 2: this is not valid JSON' },
    { what: 'cut off, the first', lines: ['{"x":1,', row], says: 'line 1: this is not valid JSON' },
    { what: 'with text behind it', lines: [row, `${row} more`, row], says: 'line 2: this is not valid JSON' },
    { what: 'cut off at the end', lines: [row, row, '{"x":1,'], says: 'line 3: this is not valid JSON' },
    {
      what: 'cut off, below blank ones',
      lines: [row, '', '', row, '{"x":1,}'],
      says: 'line 5: this is not valid',
    },
    {
      what: 'with a key twice',
      lines: [row, '', '{"x":1,"x":2,"y":"a"}'],
      says: 'line 3: the key "x" is there',
    },
    {
      what: 'with half a letter',
      lines: [row, '{"x":1,"y":"\\ud800"}', row],
      says: 'line 2: a text holds half',
    },
    { what: 'that is a list', lines: [row, '', '[1]'], says: 'line 3: this is no JSON object' },
    {
      what: 'with a list',
      lines: [row, '', '{"x":[1],"y":"a"}'],
      says: 'line 3, column "x": the value is a list',
    },
  ].map(({ what, lines, says }) => ({
    what: `a JSON line ${what}`,
    name: 'data.jsonl',
    content: `${lines.join('\n')}\n`,
    says: new RegExp(`^leven: data\\.jsonl, ${says}`),
  })),
  {
    what: 'a quote never closed',
    content: 'x,y\n1,a\n2,"b\n3,a\n',
    says: /data\.csv, line 3: a quote that opens in this row is never closed/,
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
    what: 'a header that is not UTF-8',
    content: Buffer.from('x,\xe9\n1,a\n', 'latin1'),
    says: /data\.csv, line 1: the text is not UTF-8/,
  },
  ...Object.entries({
    'compressed with xz': Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]),
    'compressed with bzip2': Buffer.from('BZh91AY'),
    'an ARFF file': Buffer.from('% weather\n@relation weather\n@attribute y {a,b}\n@data\na\n'),
    'the format of libsvm': Buffer.from('1 1:0.5 3:2\n-1 2:1\n1 1:3 2:4.5e-1\n'),
    'an SQLite database': Buffer.from('SQLite format 3\0'),
    'a web page': Buffer.from('<!DOCTYPE html><html>'),
    'a Python pickle': Buffer.from([0x80, 0x04, 0x95, 0]),
    'a model, not a table': Buffer.from([0x20, 1, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]),
  }).map(([what, content]) => ({ what, content, says: new RegExp(`data\\.csv: .*${what}`) })),
  {
    what: 'an encoding it is not in',
    content: Buffer.from('x,y\n1,a\n2,\xe9\xff\n', 'latin1'),
    args: ['--encoding', 'utf-16le'],
    says: /data\.csv: /,
  },
  { what: 'a NUL byte', content: 'x,y\n1,a\n2,b\0\n', says: /data\.csv, line 3, column "y": .*NUL/ },
  {
    what: 'a damaged workbook',
    content: Buffer.from('PK\x03\x04rest'),
    says: /zip archive or a damaged workbook/,
  },
  {
    what: 'a gzip file cut off',
    name: 'data.csv.gz',
    content: gzipSync(learnable(500)).subarray(0, -20),
    says: /data\.csv\.gz: the file cannot be decompressed/,
  },
  {
    what: 'broken JSON',
    name: 'data.jsonl',
    content: '{"x":1,"y":2}\n{"x":1\n',
    says: /line \d: this is not valid JSON/,
  },
  {
    what: 'nested JSON',
    name: 'data.json',
    content: '[{"x":{"a":1},"y":2}]',
    says: /row 1, column "x": the value is an object/,
  },
  {
    what: 'a text called Parquet',
    name: 'data.parquet',
    content: 'x,y\n',
    says: /this is not a Parquet file/,
  },
  {
    what: 'half a Parquet file',
    name: 'data.parquet',
    content: 'PAR1xxxx',
    says: /data\.parquet: the Parquet file cannot be read/,
  },
  {
    what: 'two columns of one name',
    content: 'x,x,y\n1,2,a\n2,3,b\n',
    says: /column "x": two columns have this name/,
  },
  { what: 'a target of one class', content: 'x,y\n1,a\n2,a\n', says: /column "y"/ },
  {
    what: 'text among numbers',
    content: `x,y\n${Array.from({ length: 40 }, (_, i) => `${i},${'ab'[i % 2]}\n`).join('')}oops,a\n`,
    says: /data\.csv, line 42, column "x": .*oops/,
  },
  {
    what: 'infinity',
    content: `x,y\n1,a\n2,b\n3,a\n-inf,b\n`,
    says: /data\.csv, line 5, column "x"/,
  },
  {
    what: 'a missing target where that is refused',
    content: 'x,y\n1,a\n2,b\n3,\n4,a\n',
    args: ['--strict'],
    says: /data\.csv, line 4, column "y"/,
  },
  {
    what: '100,000 columns',
    content: `${wide}\n${wide}\n`,
    target: 'c1',
    says: /data\.csv: the table has 100,000 columns; at most [\d,]+ are read/,
  },
  {
    what: 'a target that is not there',
    content: learnable(40).replace('y\n', 'diagnosis\n'),
    target: 'diagnossis',
    says: /diagnossis.*diagnosis/,
    status: 2,
  },
  {
    what: 'an ignored column that is not there',
    content: learnable(40),
    args: ['--ignore', 'zz'],
    says: /"zz"/,
    status: 2,
  },
  {
    what: 'a positive label that is not there',
    content: learnable(40),
    args: ['--positive', 'maybe'],
    says: /"maybe"/,
    status: 2,
  },
  {
    what: 'a query that is no SELECT',
    content: learnable(40),
    args: ['--query', 'drop table data'],
    says: /The query is not one SELECT/,
    status: 2,
  },
  {
    what: 'a query that compares text with a number',
    content: learnable(40),
    args: ['--query', 'select * from data where x > 1'],
    says: /CAST\(age AS DOUBLE\)/,
    status: 2,
  },
  {
    what: 'a query that reaches for another file',
    content: learnable(40),
    args: ['--query', "select * from read_text('/etc/passwd')"],
    says: /Cannot access file|disabled/,
    status: 2,
  },
]

describe.concurrent('bad data', () => {
  test.each(refusals)('$what', async (refusal) => {
    const { says, status = 3, name = 'data.csv' } = refusal
    const ran = await train(refusal)
    expect(ran.stderr).toMatch(says)
    expect(ran.stderr.trim().split('\n')).toHaveLength(1)
    expect(ran.stderr).not.toMatch(/^ +at /m)
    expect(ran.stdout).toBe('')
    expect(ran.status).toBe(status)
    expect(ran.left).toEqual([name])
  })

  test('a missing file, with the nearest name', async () => {
    const cwd = folder({ 'patients.csv': learnable(40) })
    const { status, stderr } = await leven(['train', 'pateints.csv', '--target', 'y'], { cwd })
    expect(stderr).toMatch(/pateints\.csv: there is no such file\. Did you mean patients\.csv\?/)
    expect(status).toBe(3)
  })

  test('a directory', async () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'data'))
    const { status, stderr } = await leven(['train', 'data', '--target', 'y'], { cwd })
    expect(stderr).toMatch(/data: this is a directory/)
    expect(status).toBe(3)
  })

  // /dev/null stands for devices that have no end, as /dev/zero, which would fill memory or the disk if they were read.
  test.runIf(existsSync('/dev/null'))(
    'a device or directory, where a table, model or file of options or results is read',
    async () => {
      const cwd = folder({ 'data.csv': learnable(40) })
      mkdirSync(join(cwd, 'folder.jsonl'))
      const sweep = ['sweep', 'data.csv', '--target', 'y', '--trials', '1']
      const train = ['train', 'data.csv', '--target', 'y']
      for (const [args, status, remedy] of [
        [['train', '/dev/null', '--target', 'y'], 3, 'Name a file.'],
        [['inspect', '/dev/null'], 3, 'Name a model file.'],
        [['serve', '/dev/null', '--port', '0'], 3, 'Name a model file.'],
        [[...train, '--config', '/dev/null'], 2, 'Name a file of JSON.'],
        [[...sweep, '--results', '/dev/null'], 2, 'Name a file with --results.'],
      ] as const) {
        const ran = await leven(args, { cwd })
        expect(ran.stderr).toBe(`leven: /dev/null: this is a device, not a file. ${remedy}\n`)
        expect(ran.status).toBe(status)
      }
      for (const args of [
        ['serve', 'folder.jsonl', '--port', '0'],
        [...train, '--config', 'folder.jsonl'],
        [...sweep, '--results', 'folder.jsonl'],
        [...sweep, '--collect', '.'],
      ]) {
        const { stderr } = await leven(args, { cwd })
        expect(stderr).toMatch(/^leven: folder\.jsonl: this is a directory\. Name a .*\n$/)
      }
      const collected = await leven([...sweep, '--collect', 'data.csv'], { cwd })
      expect(collected.stderr).toMatch(/^leven: data\.csv: there are no results here\. .*\n$/)
    },
  )

  test('an output in a folder that does not exist is refused before the data are read', async () => {
    const cwd = folder()
    const args = ['train', 'missing.csv', '--target', 'y', '--out', 'no/such/model.safetensors']
    const { status, stderr } = await leven(args, { cwd })
    expect(stderr).toMatch(/no\/such\/model\.safetensors cannot be written: its folder does not exist/)
    expect(status).toBe(1)
  })

  test('an output that is a directory', async () => {
    const cwd = folder({ 'data.csv': learnable(40) })
    const { status, stderr } = await leven(['train', 'data.csv', '--target', 'y', '--out', '.'], { cwd })
    expect(stderr).toMatch(/\. cannot be written: it is a directory/)
    expect(status).toBe(1)
  })

  test('an output whose folder is a file', async () => {
    const cwd = folder({ 'data.csv': learnable(40) })
    const { status, stderr } = await leven(['train', 'data.csv', '--target', 'y', '--out', 'data.csv/m'], {
      cwd,
    })
    expect(stderr).toMatch(/data\.csv\/m cannot be written: its folder is a file/)
    expect(status).toBe(1)
  })

  test('--verbose shows where an error comes from', async () => {
    const cwd = folder({ 'data.csv': 'x,y\n1\n' })
    const { status, stderr } = await leven(['train', 'data.csv', '--target', 'y', '--verbose'], { cwd })
    expect(stderr).toMatch(/line 2: the row has 1 field[\s\S]*^ +at /m)
    expect(status).toBe(3)
  })
})
