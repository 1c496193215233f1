import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fit } from '@leven/leven'

// A model's file, the service on it, and a client. `LEVEN` says how the command is started, if not as `leven`.
const rows = Array.from({ length: 100 }, (_, i) => ({ hours: i % 10, passed: i % 10 > 4 }))
const model = await fit(rows, { target: 'passed', members: 1 })
const folder = await mkdtemp(join(tmpdir(), 'leven-serve-'))
const file = join(folder, 'exam.safetensors')
await writeFile(file, await model.save())
await model.close()

const [program = 'leven', ...words] = process.env.LEVEN?.split(' ') ?? []
const service = spawn(program, [...words, 'serve', file, '--port', '0'], {
  stdio: ['ignore', 'pipe', 'pipe'],
})
const address = await new Promise<string>((resolve, reject) => {
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += chunk
    const found = /http:\/\/[\w.]+:\d+/.exec(said)?.[0]
    if (found) resolve(found)
  }
  service.stdout.on('data', hear)
  service.stderr.on('data', hear)
  service.on('exit', () => reject(new Error(said)))
})
for (const hours of [1, 8]) {
  const response = await fetch(`${address}/v1/models/exam/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ hours }),
  })
  const { prediction }: { prediction: unknown } = await response.json()
  console.log(`${hours} hours: ${prediction}`)
}
service.kill('SIGTERM')
await once(service, 'exit')
await rm(folder, { recursive: true })
