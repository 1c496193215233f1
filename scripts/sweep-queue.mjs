// A sweep on redis-server with three workers: one is killed in the middle, one sleeps for a minute, Redis is restarted.
// It must find what worker threads find: node scripts/sweep-queue.mjs [trials]
// Needs `npm run build` and redis-server before; docs/large.md holds what it printed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const trials = Number(process.argv[2] ?? 60)
const leven = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'sweep-queue-'))
const running = new Set()

function begin(program, args, stdout = 'ignore') {
  const child = spawn(program, args, {
    cwd: home,
    stdio: ['ignore', stdout, stdout === 'pipe' ? 'inherit' : 'ignore'],
  })
  running.add(child)
  child.on('close', () => running.delete(child))
  return child
}

/** The winner that a sweep prints. */
async function sweep(results, ...args) {
  const recipe = ['data.csv', '--target', 'y', '--epochs', '60', '--members', '2', '--trials', String(trials)]
  const child = begin(
    process.execPath,
    [leven, 'sweep', ...recipe, '--results', results, '--json', ...args],
    'pipe',
  )
  let stdout = ''
  child.stdout.on('data', (text) => {
    stdout += text
  })
  const [status] = await once(child, 'close')
  if (status !== 0) throw new Error(`the sweep for ${results} ended with ${status}`)
  return JSON.parse(stdout).command
}

const done = (name) => {
  const path = join(home, name)
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((line) => JSON.stringify({ ...JSON.parse(line), seconds: 0 })).sort()
}

try {
  const rows = Array.from({ length: 6000 }, (_, i) => [((i * 7) % 11) - 5, ((i * 5) % 13) - 6, (i * 3) % 17])
  const lines = rows.map(([x, z, u], i) => `${x},${z},${u},${x + z + (i % 4) > 1 ? 'yes' : 'no'}`)
  writeFileSync(join(home, 'data.csv'), `x,z,u,y\n${lines.join('\n')}\n`)
  const onThreads = await sweep('threads.jsonl')

  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  const startRedis = () =>
    begin('redis-server', [
      '--port',
      `${port}`,
      '--dir',
      home,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--save',
      '',
    ])
  let redis = startRedis()
  await pause(1000)
  const queue = `redis://127.0.0.1:${port}`
  const [killed, sleeping, last] = [1, 2, 3].map(() =>
    begin(process.execPath, [leven, 'worker', '--queue', queue, '--workers', '1']),
  )
  const events = []
  const found = sweep('queue.jsonl', '--queue', queue)
  const count = () => done('queue.jsonl').length
  const reached = async (share) => {
    while (count() < share * trials) await pause(200)
  }
  await reached(0.2)
  sleeping.kill('SIGSTOP')
  events.push(`one stopped for a minute after ${count()}`)
  const slept = pause(60_000).then(() => sleeping.kill('SIGCONT'))
  await reached(0.35)
  killed.kill('SIGKILL')
  events.push(`one killed after ${count()}`)
  await reached(0.5)
  redis.kill('SIGTERM')
  await once(redis, 'close')
  events.push(`Redis restarted after ${count()}`)
  redis = startRedis()
  const onQueue = await found
  await slept
  last.kill('SIGINT')
  const [threads, queued] = [done('threads.jsonl'), done('queue.jsonl')]
  const same = threads.join() === queued.join() && onThreads === onQueue
  console.log(
    `${queued.length} of ${trials} trials (${events.join(', ')}); results and winner ${same ? 'the same as' : 'OTHERS than'} on threads; ${cpus()[0]?.model}, Node ${process.version}`,
  )
  process.exitCode = same && queued.length === trials ? 0 : 1
} finally {
  for (const child of running) child.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
}
