// Trains by the built command line on Node 20, 22, 24 and 26 and compares the parameters' hashes with each other
// and with the one in the README. Run `pnpm run build` first. Node itself comes from the npm package `node`.
// Then trains forty random recipes on the sources, bundled, on each Node, on one without the optimising compiler, on Deno and
// on Bun, which come from npm too, and compares their digest with the one of the tests, which browsers are held to.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleRandomRecipes, digestEverywhere } from './random-recipes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'leven-bits-'))
const example = ['examples/breast-cancer.csv', '--target', 'diagnosis']

/** Every optimizer; mini-batches with a short last one; early stopping; other outputs. */
const recipes = {
  'the README example': example,
  'gradient descent, patience': [...example, '--optimizer', 'gradient-descent', '--patience', '5'],
  'momentum, batches of 50': [...example, '--optimizer', 'momentum', '--batch-size', '50', '--seed', '9'],
  'the notes': [...example, '--recipe', 'notes', '--epochs', '200'],
  'three classes, two hidden layers': ['examples/iris.csv', '--target', 'species', '--hidden', '17,6'],
  'a regression': ['examples/wine.csv', '--target', 'alcohol', '--activation', 'tanh'],
}

/** Runtimes of a script, each a package of npm, its command and what comes before the script. */
const runtimes = {
  'Node 20': ['node@20', 'node'],
  'Node 22': ['node@22', 'node'],
  'Node 24': ['node@24', 'node'],
  'Node 26': ['node@26', 'node'],
  'Node 26 without the optimising compiler': ['node@26', 'node', '--liftoff-only'],
  Deno: ['deno@2.9.6', 'deno', 'run', '--allow-all'],
  Bun: ['bun@1.4.5', 'bun', 'run'],
}

function digestOn([packageOfIt, ...command], script) {
  const args = ['--yes', '--loglevel=error', `--package=${packageOfIt}`, '--', ...command, script]
  return execFileSync('npx', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
}

function hash(version, options) {
  const out = join(folder, 'model.safetensors')
  const command = [
    '--yes',
    '--loglevel=error',
    `--package=node@${version}`,
    '--',
    'node',
    'apps/cli/dist/main.js',
  ]
  const stdout = execFileSync('npx', [...command, 'train', ...options, '--json', '--out', out], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(stdout).parametersSha256
}

let failed = 0
try {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  for (const [name, options] of Object.entries(recipes)) {
    const hashes = [20, 22, 24, 26].map((version) => hash(version, options))
    const known = options === example ? readme.includes(hashes[0]) : true
    const same = new Set(hashes).size === 1 && known
    if (!same) failed++
    console.log(
      `${same ? 'same' : 'OTHER'}  ${name}: ${same ? hashes[0] : hashes.join(' ')}${known ? '' : ' (not in README.md)'}`,
    )
  }
  const script = await bundleRandomRecipes(folder)
  for (const [name, runtime] of Object.entries(runtimes)) {
    const got = digestOn(runtime, script)
    if (got !== digestEverywhere) failed++
    console.log(`${got === digestEverywhere ? 'same' : 'OTHER'}  forty random recipes on ${name}: ${got}`)
  }
} finally {
  rmSync(folder, { recursive: true })
}
const tried = Object.keys(recipes).length + Object.keys(runtimes).length
console.log(`${tried - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
