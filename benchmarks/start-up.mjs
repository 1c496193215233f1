// Start-up of the built command: node benchmarks/start-up.mjs, after pnpm run build. Interleaved rounds; wall time, and
// the processor time that each process tells when it ends, which others on the machine hardly change.
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = 11
const main = 'apps/cli/dist/main.js'
const out = join(mkdtempSync(join(tmpdir(), 'leven-start-')), 'm.safetensors')
const table = [
  'examples/breast-cancer.csv',
  '--target',
  'diagnosis',
  '--epochs',
  '1',
  '--force',
  '--out',
  out,
]
const runs = {
  'node -e 0': ['-e', '0'],
  'leven --help': [main, '--help'],
  'leven train, one epoch, whole program': [main, 'train', ...table],
}
const teller =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();require("fs").writeSync(2,"\\ncpu "+(user+system)/1000)})'.replace(
    'require("fs")',
    'process.getBuiltinModule("fs")',
  )
const samples = Object.fromEntries(Object.keys(runs).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of Object.entries(runs)) {
    const begun = performance.now()
    const { stderr } = spawnSync(process.execPath, ['--import', teller, ...args], { encoding: 'utf8' })
    const wall = performance.now() - begun
    samples[name].push({ wall, cpu: Number(/cpu ([\d.]+)$/.exec(stderr)?.[1]) })
  }
}
console.log('| | wall, ms: median | least | processor, ms: median | least |\n|---|---|---|---|---|')
for (const [name, all] of Object.entries(samples)) {
  const sorted = (key) => all.map((one) => one[key]).toSorted((a, b) => a - b)
  const cells = ['wall', 'cpu'].flatMap((key) => [sorted(key)[rounds >> 1], sorted(key)[0]])
  console.log(`| ${[name, ...cells.map((value) => value.toFixed(0))].join(' | ')} |`)
}
