import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Cells } from '@leven/tabular'
import { beforeAll, describe, expect, test } from 'vitest'
import { readTable } from '../src/table/read.ts'
import { folder, learnable, leven, levenInShell, run } from './leven.ts'

let model: Buffer
let regression: Buffer
beforeAll(async () => {
  const cwd = folder({ 'data.csv': learnable(200), 'r.csv': 'x,y\n1,-2\n2,-4\n3,-6\n4,-8\n5,-9\n6,-12\n' })
  await leven(['train', 'data.csv', '--target', 'y', '--epochs', '20'], { cwd })
  await leven(['train', 'r.csv', '--target', 'y', '--task', 'regression', '--epochs', '5'], { cwd })
  model = readFileSync(join(cwd, 'data.safetensors'))
  regression = readFileSync(join(cwd, 'r.safetensors'))
})

function withTable(content: string) {
  const cwd = folder({ 'm.safetensors': model, 'r.safetensors': regression, 'new.csv': content })
  const predict = (...args: string[]) => leven(['predict', 'm.safetensors', 'new.csv', ...args], { cwd })
  return { cwd, predict }
}

const bad = 'x,z,n\n1,2,a\n3,oops,b\n5,6,c\n\n7,nope,d\n'

describe.concurrent('rows that cannot be predicted', () => {
  test('stop it', async () => {
    const { predict } = withTable(bad)
    const { status, stderr } = await predict()
    expect(stderr).toMatch(/new\.csv, line 3, column "z": "oops"/)
    expect(status).toBe(3)
  })

  test('are left blank, in their places, and named by their lines', async () => {
    const { predict } = withTable(bad)
    const { status, stdout, stderr } = await predict('--on-error', 'blank', '--columns', 'n')
    expect(stdout).toMatch(/^n,prediction,probability\na,\w+,[\d.e-]+\nb,,\nc,\w+,[\d.e-]+\nd,,\n$/)
    expect(stderr).toMatch(/new\.csv, line 3, column "z": "oops".*left blank/)
    expect(stderr).toMatch(/new\.csv, line 6, column "z": "nope".*left blank/)
    expect(status).toBe(0)
  })

  test('are named by their lines in JSON lines too', async () => {
    const { cwd } = withTable('')
    writeFileSync(
      join(cwd, 'new.jsonl'),
      '{"x":1,"z":2}\n\n{"x":3,"z":"oops"}\n{"x":5,"z":6}\n\n\n{"x":7,"z":"nope"}\n',
    )
    const { status, stderr } = await leven(['predict', 'm.safetensors', 'new.jsonl', '--on-error', 'skip'], {
      cwd,
    })
    expect(stderr).toMatch(/new\.jsonl, line 3, column "z": "oops".*left out/)
    expect(stderr).toMatch(/new\.jsonl, line 7, column "z": "nope".*left out/)
    expect(status).toBe(0)
  })

  test('are left out, and the others are predicted as without them', async () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `${i % 11},${i % 7 === 3 && i % 5000 === 17 ? 'x' : i % 13}`,
    )
    const { predict } = withTable(`x,z\n${rows.join('\n')}\n`)
    const without = withTable(`x,z\n${rows.filter((row) => !row.endsWith('x')).join('\n')}\n`)
    const [some, all] = [await predict('--on-error', 'skip'), await without.predict()]
    expect(some.stdout).toBe(all.stdout)
    expect(some.stderr.match(/left out/g)?.length).toBe(rows.filter((row) => row.endsWith('x')).length)
  })
})

describe.concurrent('a table of many pieces', () => {
  test('is predicted as row by row, and told of once', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => (i % 1000 === 0 ? ',1' : `${i % 11},${i % 13}`))
    const { predict, cwd } = withTable(`x,z\n${rows.join('\n')}\n`)
    const { stdout, stderr } = await predict()
    const lines = stdout.trimEnd().split('\n').slice(1)
    expect(lines).toHaveLength(50_000)
    expect(stderr).toMatch(/Column "x": 50 cells are missing/)
    expect(stderr.match(/Column "x"/g)).toHaveLength(1)
    const picked = [0, 1, 16_383, 16_384, 32_768, 49_999]
    writeFileSync(join(cwd, 'few.csv'), `x,z\n${picked.map((i) => rows[i]).join('\n')}\n`)
    const few = await leven(['predict', 'm.safetensors', 'few.csv'], { cwd })
    expect(few.stdout.trimEnd().split('\n').slice(1)).toEqual(picked.map((i) => lines[i]))
  })
})

describe.concurrent('--out', () => {
  test.each(['csv', 'jsonl', 'parquet'])(
    'writes %s by its extension, with the same values',
    async (format) => {
      const { predict, cwd } = withTable('x,z,"n ""q"""\n1,2,"a, b"\n3,4,\n5,6,""""\n')
      const args = ['--columns', '"n ""q"""']
      expect(await predict(...args, '--out', `p.${format}`)).toMatchObject({ status: 0, stdout: '' })
      const plain = await predict(...args)
      writeFileSync(join(cwd, 'plain.csv'), plain.stdout)
      const [own, expected] = [
        await readTable({ data: join(cwd, `p.${format}`) }),
        await readTable({ data: join(cwd, 'plain.csv') }),
      ]
      const numbers = (cells: Cells) => Array.from(cells, Number)
      expect(own.columns.map(({ name }) => name)).toEqual(['n "q"', 'prediction', 'probability'])
      for (const place of [0, 1])
        expect([...(own.columns[place]?.cells ?? [])]).toEqual([...(expected.columns[place]?.cells ?? [])])
      expect(numbers(own.columns[2]?.cells ?? [])).toEqual(numbers(expected.columns[2]?.cells ?? []))
      expect(readdirSync(cwd).filter((name) => name.startsWith('.'))).toEqual([])
    },
  )

  test('keeps what was there where it fails, and its mode where not', async () => {
    const { predict, cwd } = withTable(bad)
    writeFileSync(join(cwd, 'p.csv'), 'before')
    chmodSync(join(cwd, 'p.csv'), 0o640)
    expect((await predict('--out', 'p.csv')).status).toBe(3)
    expect(readFileSync(join(cwd, 'p.csv'), 'utf8')).toBe('before')
    expect((await predict('--out', 'p.csv', '--on-error', 'skip')).status).toBe(0)
    expect(readFileSync(join(cwd, 'p.csv'), 'utf8')).toMatch(/^prediction,probability\n/)
    expect(statSync(join(cwd, 'p.csv')).mode & 0o777).toBe(0o640)
  })

  test('replaces neither the table nor a model', async () => {
    const { predict, cwd } = withTable(bad)
    for (const out of ['new.csv', 'm.safetensors', 'r.safetensors']) {
      const { status, stderr } = await predict('--out', out, '--on-error', 'skip')
      expect(stderr).toMatch(/would be lost.*--force/)
      expect(status).toBe(2)
    }
    expect(readFileSync(join(cwd, 'r.safetensors')).equals(regression)).toBe(true)
    expect(existsSync(join(cwd, 'new.csv'))).toBe(true)
  })

  test('replaces no file that is read by a pattern, a query or stdin, by whatever name', async () => {
    const cwd = folder({ 'm.safetensors': model, 'old.csv': 'prediction\nyes\n' })
    mkdirSync(join(cwd, 'pt'))
    for (const name of ['1', '2']) writeFileSync(join(cwd, 'pt', `${name}.csv`), 'x,z\n1,2\n')
    const predict = (...args: string[]) => leven(['predict', 'm.safetensors', ...args], { cwd })
    for (const args of [
      ['pt/*.csv'],
      ['./pt/[0-9].csv'],
      ['--query', "SELECT * FROM 'pt/2.csv'"],
      ['--query', 'WITH t AS (FROM "pt/*.csv") SELECT * FROM t'],
      ['--query', "SELECT * FROM read_csv(['pt/1.csv', 'pt/2.csv'], header = true)"],
    ]) {
      const { status, stderr } = await predict(...args, '--out', 'pt/2.csv')
      expect(stderr).toMatch(/^leven: pt\/2\.csv is what is read, and would be lost\. .*--force\.\n$/)
      expect(status).toBe(2)
      expect(readFileSync(join(cwd, 'pt/2.csv'), 'utf8')).toBe('x,z\n1,2\n')
    }
    const command = `${levenInShell} predict m.safetensors`
    const piped = await run('sh', ['-c', `${command} - --out pt/2.csv < pt/2.csv`], { cwd })
    expect(piped.stderr).toMatch(/^leven: pt\/2\.csv is what is read/)
    // What is not read is replaced, and with --force what is.
    expect(await predict('pt/*.csv', '--out', 'old.csv')).toMatchObject({ status: 0 })
    expect(await predict('pt/*.csv', '--out', 'pt/2.csv', '--force')).toMatchObject({ status: 0 })
    expect(readFileSync(join(cwd, 'pt/2.csv'), 'utf8')).toMatch(/^prediction,/)
  })

  test('- is stdout', async () => {
    const { predict, cwd } = withTable('x,z\n1,2\n')
    const [named, plain] = [await predict('--out', '-'), await predict()]
    expect(named).toEqual(plain)
    expect(plain.stdout).toMatch(/^prediction,/)
    expect(existsSync(join(cwd, '-'))).toBe(false)
  })

  test('takes Parquet to a file only', async () => {
    const { predict } = withTable(bad)
    expect(await predict('--to', 'parquet')).toMatchObject({ status: 2, stdout: '' })
  })
})

describe.concurrent('a column whose accents are composed in another way than in training', () => {
  const [one, two] = ['caf\u00e9', 'cafe\u0301']
  const table = (name: string) => learnable(60).replace('x,', `${name},`)

  test('is the column of the model for predict, evaluate and explain', async () => {
    const cwd = folder({ 'data.csv': table(one), 'new.csv': table(two) })
    await leven(['train', 'data.csv', '--target', 'y', '--epochs', '5'], { cwd })
    for (const args of [['predict'], ['evaluate', '--json'], ['explain', '--json']]) {
      const [command = '', ...more] = args
      const on = (data: string) => leven([command, 'data.safetensors', data, ...more], { cwd })
      const [other, same] = [await on('new.csv'), await on('data.csv')]
      expect(other).toEqual(same)
      expect(other.status).toBe(0)
    }
    const kept = await leven(['predict', 'data.safetensors', 'new.csv', '--columns', one], { cwd })
    expect(kept.stdout).toMatch(/^cafe\u0301,prediction/)
    expect(kept.stderr).toBe('')
  })
})

describe.concurrent('what is written', () => {
  test('--threshold moves the label, not the probability', async () => {
    const { predict } = withTable('x,z\n1,1\n-4,-4\n3,-2\n')
    const [all, none] = [await predict('--threshold', '0'), await predict('--threshold', '1')]
    const column = (text: string, place: number) =>
      text
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[place])
    expect(new Set(column(all.stdout, 0))).toEqual(new Set(['yes']))
    expect(new Set(column(none.stdout, 0))).toEqual(new Set(['no']))
    expect(column(all.stdout, 1)).toEqual(column(none.stdout, 1))
    const { status } = await predict('--threshold', '2')
    expect(status).toBe(2)
  })

  test('--escape-formulas touches texts, and no number', async () => {
    const { predict, cwd } = withTable('x,z,n\n1,2,=1+1\n3,4,@a\n5,6,plain\n')
    const { stdout } = await predict('--columns', 'n', '--escape-formulas')
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual(['n', "'=1+1", "'@a", 'plain', ''])
    const numbers = await leven(['predict', 'r.safetensors', 'new.csv', '--escape-formulas'], { cwd })
    expect(numbers.stdout).toMatch(/^prediction\n-\d/)
  })

  test('--escape-formulas leaves the numbers of every column as they are, and no text that begins as one', async () => {
    const numbers = ['-1', '+2', '-1e5', '-.5', '-5.', '-1.234,5', "-1'234.5", '-1,234', '−7']
    const texts = [
      '-1+2',
      '=1',
      '-1e5e',
      '+a',
      '-',
      '-A1',
      '+1-1',
      '--1',
      '-1*2',
      "-1'!A1",
      '@1',
      '-1|2',
      '-1 2',
    ]
    const rows = [...numbers, ...texts].map((text) => `1,2,"${text}"\n`)
    const { predict } = withTable(`x,z,n\n${rows.join('')}`)
    const { stdout } = await predict('--columns', 'n', '--escape-formulas')
    const cells = stdout.trimEnd().split('\n').slice(1)
    const written = cells.map((line) => line.replace(/,(?:yes|no),[\d.e-]+$/, '').replace(/^"(.*)"$/, '$1'))
    expect(written).toEqual([...numbers, ...texts.map((text) => `'${text}`)])
  })

  test("--columns '*' is all, and a column called as a prediction keeps another name", async () => {
    const { predict } = withTable('x,prediction,z\n1,p,2\n')
    const { stdout, stderr } = await predict('--columns', '*')
    expect(stdout).toMatch(/^x,id_prediction,z,prediction,probability\n1,p,2,/)
    expect(stderr).toBe('')
    expect(await predict('--columns', 'zz')).toMatchObject({ status: 2 })
  })
})
