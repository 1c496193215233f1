// `npm run bench:serve`: one-row requests a second of `leven serve`, and of an empty Hono handler on the same server, in
// turns (autocannon, 20 connections, keep-alive). Both answer the same request; rates and the server's CPU time for each.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'

const root = fileURLToPath(new URL('../..', import.meta.url))
const leven = join(root, 'apps/cli/dist/main.js')
const rounds = Number(process.env.ROUNDS ?? 8)
const seconds = Number(process.env.SECONDS ?? 4)
const folder = mkdtempSync(join(tmpdir(), 'leven-bench-'))
const data = join(root, 'examples/breast-cancer.csv')

const recipe = process.argv.slice(2).filter((word) => word !== '--profile') // as --members 1
const trained = spawnSync(
  process.execPath,
  [leven, 'train', data, '--target', 'diagnosis', ...recipe, '--out', join(folder, 'model.safetensors')],
  { encoding: 'utf8' },
)
if (trained.status !== 0) throw new Error(trained.stderr)

const [header, first] = readFileSync(data, 'utf8').split('\n')
const names = header.trim().split(',')
const cells = first.trim().split(',')
const row = Object.fromEntries(
  names.flatMap((name, k) => (name === 'diagnosis' ? [] : [[name, Number(cells[k])]])),
)

const profile = process.argv.includes('--profile') ? ['--cpu-prof', `--cpu-prof-dir=${process.cwd()}`] : []
const servers = {
  leven: start([...profile, leven, 'serve', join(folder, 'model.safetensors'), '--port', '0']),
  empty: start([fileURLToPath(new URL('empty.mjs', import.meta.url))]),
}

/** Starts a server, which writes its address. */
async function start(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let text = ''
  const url = await new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (part) => {
      text += part
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text)
      if (found) resolve(found[0])
    })
    child.once('exit', () => reject(new Error(text)))
  })
  return { child, url }
}

/** Seconds of CPU time that a process has had. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

async function measure({ child, url }) {
  const before = cpuSeconds(child.pid)
  const result = await autocannon({
    url: `${url}/v1/models/model/predict`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(row),
    connections: 20,
    duration: seconds,
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were no answers`)
  const requests = result.requests.total
  return {
    rate: requests / result.duration,
    cpu: ((cpuSeconds(child.pid) - before) / requests) * 1e6,
  }
}

const found = { leven: [], empty: [] }
for (let round = -1; round < rounds; round++) {
  for (const name of ['leven', 'empty']) {
    const one = await measure(await servers[name])
    if (round >= 0) found[name].push(one) // the first round warms both
  }
}
for (const server of Object.values(servers)) (await server).child.kill('SIGTERM')
rmSync(folder, { recursive: true })

const sorted = (name, what) => found[name].map((one) => one[what]).toSorted((a, b) => a - b)
const median = (name, what) => sorted(name, what)[rounds >> 1]
const ratio = (leven, empty) => Number((leven / empty).toFixed(3))
const [quickest, cheapest] = [(name) => sorted(name, 'rate').at(-1), (name) => sorted(name, 'cpu')[0]]
const both = (of) => ({ leven: Math.round(of('leven')), empty: Math.round(of('empty')) })
console.log(
  JSON.stringify(
    {
      machine: `${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`,
      recipe: recipe.join(' ') || 'default',
      rounds,
      bodyBytes: JSON.stringify(row).length,
      // Others' work only slows a round: the best of many is the one least disturbed.
      requestsASecond: { median: both((name) => median(name, 'rate')), best: both(quickest) },
      microsecondsOfCpu: { median: both((name) => median(name, 'cpu')), least: both(cheapest) },
      ratio: {
        rates: ratio(median('leven', 'rate'), median('empty', 'rate')),
        bestRates: ratio(quickest('leven'), quickest('empty')),
        cpu: ratio(median('empty', 'cpu'), median('leven', 'cpu')),
        leastCpu: ratio(cheapest('empty'), cheapest('leven')),
      },
    },
    null,
    2,
  ),
)
