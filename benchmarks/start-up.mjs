// Start-up of the built command: node benchmarks/start-up.mjs, after pnpm run build. Interleaved rounds; wall time, and
// the processor time that each process tells, which others on the machine hardly change. The first epoch is where the
// progress bar first names one: its stream is told that it is a terminal, and watched.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'

const rounds = Number(process.argv[2] ?? 11)
const main = 'apps/cli/dist/main.js'
if (!existsSync(main)) throw new Error(`${main} is not there. Run pnpm run build first.`)
const out = join(mkdtempSync(join(tmpdir(), 'leven-start-')), 'm.safetensors')
const train = ['train', 'examples/breast-cancer.csv', '--target', 'diagnosis', '--force', '--out', out]
const runs = {
  'node -e 0': { args: ['-e', '0'] },
  'leven --help': { args: [main, '--help'] },
  'leven train, to its first epoch': { args: [main, ...train], until: 'epoch' },
  'leven train --members 1, to its first epoch': { args: [main, ...train, '--members', '1'], until: 'epoch' },
  'leven train --epochs 1, whole program': { args: [main, ...train, '--epochs', '1'] },
}

/** Runs before the program: tells its times at its end, and when it first says `word` on a terminal. */
function teller(word) {
  const told = (name) =>
    `{const{user,system}=process.cpuUsage();fs.writeSync(2,"\\n${name} "+JSON.stringify({wall:performance.now(),cpu:(user+system)/1000})+"\\n")}`
  const watched = `process.stderr.isTTY=true;const write=process.stderr.write;let said=false;process.stderr.write=function(text,...rest){if(!said&&/${word} [1-9]/.test(text)){said=true;${told('first')}}return write.call(this,text,...rest)};`
  return `data:text/javascript,${encodeURIComponent(
    `const fs=process.getBuiltinModule("fs");${word ? watched : ''}process.on("exit",()=>${told('last')})`,
  )}`
}

const samples = Object.fromEntries(Object.keys(runs).map((name) => [name, []]))
for (let round = -1; round < rounds; round++) {
  for (const [name, { args, until }] of Object.entries(runs)) {
    const { stderr, status } = spawnSync(process.execPath, ['--import', teller(until), ...args], {
      encoding: 'utf8',
    })
    const told = new RegExp(`^${until ? 'first' : 'last'} (.*)$`, 'm').exec(stderr)?.[1]
    if (status !== 0 || told === undefined) throw new Error(`${name} ended with ${status}: ${stderr}`)
    if (round >= 0) samples[name].push(JSON.parse(told)) // the round before the first fills caches
  }
}
console.log(
  `${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}, ${rounds} rounds\n`,
)
console.log('| | wall, ms: median | least | processor, ms: median | least |\n|---|---|---|---|---|')
for (const [name, all] of Object.entries(samples)) {
  const sorted = (key) => all.map((one) => one[key]).toSorted((a, b) => a - b)
  const cells = ['wall', 'cpu'].flatMap((key) => [sorted(key)[rounds >> 1], sorted(key)[0]])
  console.log(`| ${[name, ...cells.map((value) => value.toFixed(0))].join(' | ')} |`)
}
