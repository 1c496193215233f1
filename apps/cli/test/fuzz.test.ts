import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openReference } from '@leven/core'
import { beforeAll, expect, test } from 'vitest'
import { exitStatus, statusOf } from '../src/exit-status.ts'
import { readModel } from '../src/model-input.ts'
import { readTable } from '../src/table/read.ts'
import { openSession } from '../src/table/session.ts'
import { folder, learnable, leven } from './leven.ts'

// node scripts/fuzz.mjs: 10,000 of them. FUZZ_CASES=500 FUZZ_SEED=7 before the test's command: so many, and others.
const cases = Number(process.env.FUZZ_CASES ?? 300)
const seed = Number(process.env.FUZZ_SEED ?? 1)

/** Seconds that no case may take; one that did is read again, since the machine may have been busy elsewhere. */
const mostSeconds = 10

const rows = learnable(40)
const objects = rows
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([x, z, y]) => ({ x: Number(x), z: Number(z), y }))

const whole = new Map<string, Buffer>([
  ['table.csv', Buffer.from(rows.replace('yes', '"y, ""es"""'))],
  ['table.tsv', Buffer.from(rows.replaceAll(',', '\t'))],
  ['table.json', Buffer.from(JSON.stringify(objects))],
  ['table.jsonl', Buffer.from(objects.map((one) => JSON.stringify(one)).join('\n'))],
  ['table.csv.gz', gzipSync(rows)],
])
let home: string

beforeAll(async () => {
  home = folder({ 'data.csv': rows })
  await leven(['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '1'], { cwd: home })
  whole.set('model.safetensors', readFileSync(join(home, 'data.safetensors')))
  const session = await openSession(0)
  const path = join(home, 'table.parquet')
  await session.run(
    `COPY (SELECT * FROM read_csv('${join(home, 'data.csv')}')) TO '${path}' (FORMAT parquet)`,
  )
  session.closeSync()
  whole.set('table.parquet', readFileSync(path))
})

/** Numbers that are the same for the same seed. */
function numbers(first: number): (below: number) => number {
  let state = first >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const telling = ['"', ',', '\n', '\r', '\t', '\u0000', '{', '[', ':', '\\', '\u00ff', ';', '\u001b']

/** Bytes with some of them changed, cut out, doubled or put in. */
function mutated(bytes: Buffer, draw: (below: number) => number): Buffer {
  let made = Buffer.from(bytes)
  for (let times = 1 + draw(4); times > 0; times--) {
    const at = draw(made.length + 1)
    const end = Math.min(made.length, at + 1 + draw(40))
    const kind = draw(6)
    if (kind === 0 && at < made.length) made[at] = draw(256)
    else if (kind === 1) made = Buffer.concat([made.subarray(0, at), made.subarray(end)])
    else if (kind === 2) made = Buffer.concat([made.subarray(0, end), made.subarray(at)])
    else if (kind === 3) made = made.subarray(0, at)
    else {
      const put = Buffer.from(telling[draw(telling.length)] ?? '', 'latin1')
      made = Buffer.concat([made.subarray(0, at), put, made.subarray(kind === 4 ? at : end)])
    }
  }
  return Buffer.from(made)
}

/** What reading came to, and how long it took. */
async function outcomeOf(read: () => Promise<unknown>): Promise<{ error: unknown; seconds: number }> {
  const begun = performance.now()
  const error: unknown = await read().then(
    () => undefined,
    (cause: unknown) => cause ?? new Error('nothing was thrown'),
  )
  return { error, seconds: (performance.now() - begun) / 1000 }
}

test(`${cases} damaged tables and models are read or refused in a sentence`, async () => {
  const on = await openReference()
  const kinds = [...whole.keys()]
  const ended = new Map<number, number>()
  for (let index = 0; index < cases; index++) {
    const draw = numbers(seed * 1_000_003 + index * 7919)
    const name = kinds[draw(kinds.length)] ?? ''
    const place = join(home, `case-${index}`)
    mkdirSync(place)
    const path = join(place, name)
    writeFileSync(path, mutated(whole.get(name) ?? Buffer.alloc(0), draw))
    const query = draw(3) === 0 ? 'select * from data' : undefined
    const what = `case ${index} of seed ${seed}: ${name}${query ? ' with --query' : ''}`
    const open = () =>
      name.endsWith('.safetensors') ? readModel(path, on) : readTable({ data: path, ...(query && { query }) })
    const first = await outcomeOf(open)
    const { error, seconds } = first.seconds < mostSeconds ? first : await outcomeOf(open)
    const status = error === undefined ? exitStatus.done : statusOf(error)
    ended.set(status, (ended.get(status) ?? 0) + 1)
    const told = error instanceof Error ? error.message : ''
    expect([what, told, status]).toEqual([what, told, expect.toSatisfy((one) => [0, 2, 3, 4].includes(one))])
    expect(told, what).not.toMatch(/internal error|std::|vector::/i)
    expect(seconds, what).toBeLessThan(mostSeconds)
    rmSync(place, { recursive: true })
  }
  // Else nothing was damaged, or everything beyond recognition.
  expect(ended.get(0)).toBeGreaterThan(0)
  expect(ended.get(3)).toBeGreaterThan(0)
}, 3_600_000)
