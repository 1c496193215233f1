import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folder, learnable, leven, levenInShell, statusInShell } from './leven.ts'

const hasRedis = (() => {
  try {
    execFileSync('redis-server', ['--version'])
    return true
  } catch {
    return false
  }
})()

const running = new Set<ChildProcess>()
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

/** A process that goes with the tests. */
function begin(command: string, cwd: string): ChildProcess {
  const child = spawn('sh', ['-c', `exec ${command}`], { cwd, stdio: 'ignore' })
  running.add(child)
  child.on('close', () => running.delete(child))
  return child
}

const ended = (child: ChildProcess) =>
  new Promise((resolve) => child.on('close', (status, by) => resolve(statusInShell(status, by))))

/** The port on which a server listens from here on. */
function portOf(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  const port = await portOf(server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

// Redis comes from Debian's redis-server, which .ci/run installs; elsewhere there may be none.
describe.runIf(hasRedis || process.env.REQUIRE_REDIS)('a sweep on a queue', () => {
  const args = ['sweep', 'data.csv', '--target', 'y', '--epochs', '30', '--members', '2', '--trials', '12']
  let home: string
  let port: number
  let redis: ChildProcess
  const startRedis = () =>
    begin(`redis-server --port ${port} --dir ${home} --appendonly yes --appendfsync always --save ''`, home)
  const url = () => `redis://127.0.0.1:${port}`
  const startWorker = (cwd: string) => begin(`${levenInShell} worker --queue ${url()} --workers 1`, cwd)

  beforeAll(async () => {
    home = folder()
    port = await freePort()
    redis = startRedis()
    await pause(500)
  })

  test('loses no trial where a worker is killed, one sleeps and Redis is restarted, and finds what threads find', async () => {
    const cwd = folder({ 'data.csv': learnable(400) })
    const elsewhere = join(cwd, 'elsewhere') // a machine without the table
    mkdirSync(elsewhere)
    const threads = leven([...args, '--results', 'threads.jsonl', '--json'], { cwd })
    const [killed, sleeping, last] = [startWorker(cwd), startWorker(elsewhere), startWorker(elsewhere)]
    const sweep = leven([...args, '--queue', url(), '--audit', '25%', '--results', 'queue.jsonl', '--json'], {
      cwd,
    })
    const lines = (name: string) =>
      readFileSync(join(cwd, name), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => ({ ...JSON.parse(line), seconds: 0 }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
    await pause(2500)
    expect(existsSync(join(cwd, 'queue.jsonl')) ? lines('queue.jsonl').length : 0).toBeLessThan(12)
    killed.kill('SIGKILL')
    sleeping.kill('SIGSTOP')
    await pause(500)
    redis.kill('SIGTERM')
    await ended(redis)
    redis = startRedis()
    await pause(8000)
    sleeping.kill('SIGCONT')
    const [here, there] = [await threads, await sweep]
    expect(there.status).toBe(0)
    expect(lines('queue.jsonl')).toEqual(lines('threads.jsonl'))
    expect(lines('queue.jsonl')).toHaveLength(12)
    expect(JSON.parse(there.stdout).command).toBe(JSON.parse(here.stdout).command)
    last.kill('SIGINT')
    expect(await ended(last)).toBe(130)
  }, 120_000)

  test('a worker that begins while the server is being restarted waits for it', async () => {
    const late = await freePort()
    const worker = begin(`${levenInShell} worker --queue redis://127.0.0.1:${late} --workers 1`, folder())
    await pause(2000)
    expect(worker.exitCode).toBeNull()
    begin(`redis-server --port ${late} --dir ${folder()} --save ''`, home)
    await pause(6000)
    expect(worker.exitCode).toBeNull()
    worker.kill('SIGINT')
    expect(await ended(worker)).toBe(130)
  })

  test('a worker that is stopped while it connects, and whose server goes meanwhile, works once both are back', async () => {
    const cwd = folder({ 'data.csv': learnable(60) })
    const silent = new Set<Socket>()
    let answers = false
    const between = createServer((socket) => {
      if (!answers) return silent.add(socket)
      const redis = connect(port, '127.0.0.1')
      for (const end of [socket, redis]) end.on('error', () => socket.destroy())
      return socket.pipe(redis).pipe(socket)
    })
    const through = await portOf(between)
    const worker = begin(`${levenInShell} worker --queue redis://127.0.0.1:${through} --workers 1`, cwd)
    await expect.poll(() => silent.size).toBe(1)
    worker.kill('SIGSTOP')
    await pause(6000)
    for (const socket of silent) socket.destroy()
    answers = true
    worker.kill('SIGCONT')
    const few = args.map((arg) => (arg === '12' ? '2' : arg))
    const { status } = await leven([...few, '--queue', url(), '--results', 'queue.jsonl', '--json'], { cwd })
    expect(status).toBe(0)
    worker.kill('SIGINT')
    expect(await ended(worker)).toBe(130)
    between.close()
  })

  test('says, once each, that it waits for a worker, and for a second one to audit the first', async () => {
    const other = await freePort()
    begin(`redis-server --port ${other} --dir ${folder()} --save ''`, home)
    const queue = `redis://127.0.0.1:${other}`
    const cwd = folder({ 'data.csv': learnable(60) })
    const few = args.map((arg) => (arg === '12' ? '2' : arg))
    const sweep = spawn(`exec ${levenInShell} ${few.join(' ')} --queue ${queue} --audit 100%`, {
      cwd,
      shell: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    running.add(sweep)
    let told = ''
    sweep.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text
    })
    const workers: ChildProcess[] = []
    for (const missing of ['No worker is at the queue', 'An audit needs a second worker']) {
      await expect.poll(() => told).toContain(missing)
      workers.push(begin(`${levenInShell} worker --queue ${queue} --workers 1`, cwd))
    }
    expect(await ended(sweep)).toBe(0)
    expect(told.match(/^note: .*$/gm)).toHaveLength(2)
    for (const worker of workers) worker.kill('SIGINT')
  })

  test('says in a sentence where there is no queue', async () => {
    const cwd = folder({ 'data.csv': learnable(40) })
    const { status, stderr } = await leven(['worker', '--queue', 'redis://user:secret@127.0.0.1:1'], { cwd })
    expect(stderr).toMatch(/^leven: The queue at redis:\/\/127\.0\.0\.1:1 does not answer\. .*\n$/)
    expect(status).toBe(1)
  })
})
