import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { folder, learnable, leven, main } from './leven.ts'

let cwd = ''
let child: ChildProcess
let url = ''
let log = ''
const ended: Promise<number | null>[] = []

beforeAll(async () => {
  cwd = folder({ 'data.csv': learnable(120) })
  const { status, stderr } = await leven(['train', 'data.csv', '--target', 'y', '--epochs', '5'], { cwd })
  expect(status, stderr).toBe(0)
  copyFileSync(join(cwd, 'data.safetensors'), join(cwd, 'copy.safetensors'))
  child = spawn(
    process.execPath,
    [main, 'serve', 'data.safetensors', 'other=copy.safetensors', '--port', '0', '--max-body', '20000'],
    { cwd },
  )
  ended.push(new Promise((resolve) => child.once('exit', resolve)))
  url = await new Promise((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(log)
      if (found) resolve(found[0])
    })
    child.once('exit', () => reject(new Error(log)))
  })
})
afterAll(() => {
  child.kill('SIGKILL')
})

function post(path: string, body: string, type = 'application/json'): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', body, headers: { 'content-type': type } })
}

describe('leven serve', () => {
  test('predicts a row, and rows in their order', async () => {
    const one = await post('/v1/models/data/predict', '{"x":5,"z":6}')
    expect(one.status).toBe(200)
    expect(await one.json()).toMatchObject({ prediction: 'yes', notes: [] })
    const many = await post('/v1/models/other/predict', '[{"x":5,"z":6},{"x":-5,"z":-6}]')
    expect((await many.json()).map(({ prediction }: { prediction: string }) => prediction)).toEqual([
      'yes',
      'no',
    ])
  })

  test('streams JSON lines, an error in the place of a bad one', async () => {
    const lines = '{"x":5,"z":6}\n\nnonsense\n{"x":"old","z":1}\n{"x":-5,"z":-6}'
    const answer = await post('/v1/models/data/predict', lines, 'application/x-ndjson')
    const out = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(out).toMatchObject([
      { prediction: 'yes' },
      { error: { code: 'INVALID_DATA' }, line: 3 },
      { error: { code: 'INVALID_DATA', column: 'x' }, line: 4 },
      { prediction: 'no' },
    ])
  })

  test('answers bad rows with 400 and the name of the column', async () => {
    for (const [body, column] of [
      ['{"x":5}', undefined],
      ['{"x":"old","z":1}', 'x'],
      ['[{"x":1,"z":1},{"x":1,"z":[]}]', 'z'],
      ['{"x":', undefined],
      ['3', undefined],
    ] as const) {
      const answer = await post('/v1/models/data/predict', body)
      expect(answer.status).toBe(400)
      const { error } = await answer.json()
      expect(error).toMatchObject({ code: 'INVALID_DATA', ...(column && { column }) })
    }
    expect((await (await post('/v1/models/data/predict', '{"x":5}')).json()).error.message).toContain('"z"')
    expect((await post('/v1/models/data/predict', JSON.stringify('x'.repeat(30000)))).status).toBe(413)
    expect((await post('/v1/models/dta/predict', '{}')).status).toBe(404)
    expect((await fetch(`${url}/nothing`)).status).toBe(404)
  })

  test('takes a body in parts, whether or not it says how long it is, up to the most it may have', async () => {
    const parts = (text: string, size: number) =>
      new ReadableStream<Uint8Array>({
        async start(controller) {
          for (let at = 0; at < text.length; at += size) {
            controller.enqueue(new TextEncoder().encode(text.slice(at, at + size)))
            await new Promise((resolve) => setTimeout(resolve, 1))
          }
          controller.close()
        },
      })
    const send = (text: string, headers: Record<string, string>) =>
      fetch(`${url}/v1/models/data/predict`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: parts(text, 7),
        duplex: 'half',
      } as RequestInit)
    const row = '{"x":5,"z":6}'
    for (const headers of [{}, { 'content-length': String(row.length) }]) {
      const answer = await send(row, headers)
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ prediction: 'yes' })
    }
    const long = `[${Array.from({ length: 2000 }, () => row).join(',')}]`
    expect((await send(long, {})).status).toBe(413)
    expect((await send('', {})).status).toBe(400)
  })

  test('tells about itself', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ ready: true })
    expect(await (await fetch(`${url}/v1/models`)).json()).toEqual({ models: ['data', 'other'] })
    expect(await (await fetch(`${url}/v1/models/data`)).json()).toMatchObject({ task: 'binary' })
    const document = await (await fetch(`${url}/openapi.json`)).json()
    expect(Object.keys(document.paths)).toEqual(['/v1/models/data/predict', '/v1/models/other/predict'])
    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toMatch(/^leven_requests_total\{model="data",status="200"\} \d+$/m)
    expect(metrics).toMatch(/^leven_request_seconds_bucket\{model="data",le="\+Inf"\} \d+$/m)
  })

  test('loads models anew under load without losing a request, and keeps them where the new file is broken', async () => {
    let [answered, running] = [0, true]
    onTestFinished(() => {
      running = false
    })
    const load = Array.from({ length: 8 }, async () => {
      while (running) {
        const answer = await post('/v1/models/data/predict', '{"x":5,"z":6}')
        expect(answer.status).toBe(200)
        await answer.json()
        answered++
      }
    })
    const reloaded = async (outcome: string) => {
      child.kill('SIGHUP')
      await expect
        .poll(async () => (await fetch(`${url}/metrics`)).text())
        .toMatch(new RegExp(`^leven_reloads_total\\{outcome="${outcome}"\\} [1-9]`, 'm'))
    }
    await reloaded('done')
    writeFileSync(join(cwd, 'copy.safetensors'), 'nothing')
    await reloaded('failed')
    expect((await post('/v1/models/other/predict', '{"x":5,"z":6}')).status).toBe(200)
    running = false
    await Promise.all(load)
    expect(answered).toBeGreaterThan(0)
  })

  test('ends with its last answer when it is asked to', async () => {
    const last = post('/v1/models/data/predict', '{"x":5,"z":6}')
    expect((await last).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended[0]).toBe(0)
  })

  test('says what it cannot do', async () => {
    const twice = await leven(['serve', 'data.safetensors', './data.safetensors'], { cwd })
    expect(twice.status).toBe(2)
    expect(twice.stderr).toContain('Two models are called "data"')
    const none = await leven(['serve', 'nothing.safetensors'], { cwd })
    expect(none.status).toBe(3)
  })
})
