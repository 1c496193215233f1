import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder, leven } from './leven.ts'

/*
 * A stream of the database ends in the same way after the last row and before one that it cannot read, once the first
 * rows have gone through. So the fault stands behind 20,000 and 100,000 good rows here.
 */
const model = { cwd: '', path: '' }

beforeAll(async () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i},Oslo,${i % 2 ? 'yes' : 'no'}`)
  model.cwd = folder({ 'few.csv': `age,city,y\n${rows.join('\n')}\n` })
  model.path = join(model.cwd, 'few.safetensors')
  const args = ['train', 'few.csv', '--target', 'y', '--members', '1', '--epochs', '2', '--no-baseline']
  expect((await leven(args, { cwd: model.cwd })).status).toBe(0)
})

const csv = (rows: number) => `age,city,y\n${'30,Oslo,yes\n31,Oslo,no\n'.repeat(rows / 2)}`
const jsonLines = (rows: number) => '{"age":30,"city":"Oslo","y":"yes"}\n'.repeat(rows)

const faults: readonly (readonly [fault: string, line: string, says: RegExp])[] = [
  ['too many fields', 'a,b,c,d\n', /line \d+: the row has 4 fields, but the header names 3 columns\./],
  ['too few fields', 'a,b\n', /line \d+: the row has 2 fields, but the header names 3 columns\./],
  [
    'a quote that is never closed',
    '1,"Os,no\n',
    /line \d+: a quote that opens in this row is never closed\./,
  ],
  ['text after a quote', '1,"a"b,no\n', /line \d+: text follows a closing quote\./],
  ['bytes that are no UTF-8', '1,\xff,no\n', /line \d+: .*not UTF-8/],
]

describe.each([20_000, 100_000])('a row behind %d good ones', (rows) => {
  test.each(faults)('with %s is an error with its line, and leaves no output', async (_, line, says) => {
    const cwd = folder({ 'data.csv': Buffer.from(csv(rows) + line, 'latin1') })
    const out = ['--out', 'out.csv']
    const predicted = await leven(['predict', model.path, 'data.csv', ...out], { cwd })
    expect(predicted).toMatchObject({ status: 3, stdout: '' })
    expect(predicted.stderr).toMatch(says)
    expect(predicted.stderr).toContain(`line ${rows + 2}`)
    expect(existsSync(join(cwd, 'out.csv'))).toBe(false)
  })
})

const late = `${csv(20_000)}a,b,c,d\n`
const said = 'line 20002: the row has 4 fields'

test.each<[string, readonly string[]]>([
  ['evaluate', ['evaluate', 'MODEL', 'data.csv']],
  ['train', ['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '1', '--no-baseline']],
  ['train --stream', ['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '1', '--stream']],
  ['doctor', ['doctor', 'data.csv', '--target', 'y']],
  ['predict of a gzipped table', ['predict', 'MODEL', 'data.csv.gz']],
  ['predict of a query', ['predict', 'MODEL', 'data.csv', '--query', 'select * from data; -- all']],
])('so does %s', async (_, args) => {
  const cwd = folder({ 'data.csv': late, 'data.csv.gz': gzipSync(late) })
  const { status, stderr } = await leven(
    args.map((arg) => (arg === 'MODEL' ? model.path : arg)),
    { cwd },
  )
  expect(stderr).toContain(said)
  expect(status).toBe(3)
})

test('so does predict of stdin', async () => {
  const { status, stderr } = await leven(['predict', model.path, '-'], { cwd: folder(), input: late })
  expect(stderr).toContain(said)
  expect(status).toBe(3)
})

test('a line of JSON that is not valid is an error behind 20,000 good ones', async () => {
  const cwd = folder({ 'data.jsonl': `${jsonLines(20_000)}{"age":1,"age":2}\n` })
  const { status, stderr } = await leven(['predict', model.path, 'data.jsonl'], { cwd })
  expect(stderr).toContain('data.jsonl, line 20001: ')
  expect(status).toBe(3)
})

test('a query that fails behind 20,000 rows says why', async () => {
  const query = `select case when range = 29999 then error('boom') else '30' end as age, 'Oslo' as city from range(30000)`
  const { status, stderr } = await leven(['predict', model.path, '--query', query], { cwd: folder() })
  expect(stderr).toContain('The query fails: boom.')
  expect(status).toBe(2)
})

test('the rows of a query come in its order, all of them, whatever ends its text', async () => {
  const query = `select (50000 - range)::varchar as age, 'Oslo' as city from range(50000) order by 50000 - range desc ; -- so`
  const args = ['predict', model.path, '--query', query, '--columns', 'age', '--out', 'out.csv']
  const cwd = folder()
  expect(await leven(args, { cwd })).toMatchObject({ status: 0 })
  const [, ...lines] = readFileSync(join(cwd, 'out.csv'), 'utf8').trim().split('\n')
  expect(lines.map((line) => Number(line.split(',')[0]))).toEqual(
    Array.from({ length: 50_000 }, (_, i) => 50_000 - i),
  )
})
