// Builds prebuilt/<target>.node with Debian's clang-19 and lld-19, for all targets or those named:
//   node scripts/build.mjs [--host] [--optional] [--to=FOLDER] [--fused] [linux-x64 …]
// --host: only what this machine loads. --optional: without the compiler, one line instead of an error.
// --fused: with fused multiply-add allowed, which has other bits: a control for the tests, only together with --to.
// A file whose sources, flags and compiler are those of its stamp is left alone. The same sources give the same bytes.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { targets } from './targets.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const headers = dirname(createRequire(import.meta.url).resolve('node-api-headers/package.json'))
const install = 'apt-get install clang-19 lld-19 llvm-19'

const host = `${process.platform}-${process.arch}`
const options = process.argv.slice(2)
const named = options.filter((option) => !option.startsWith('--'))
const fused = options.includes('--fused')
const to = options.find((option) => option.startsWith('--to='))?.slice('--to='.length)
if (fused && !to) throw new Error('--fused needs --to=FOLDER.')
const prebuilt = to ?? join(root, 'prebuilt')
const wanted = options.includes('--host') ? [host] : named.length > 0 ? named : Object.keys(targets)

/** Runs a tool, without a word where it succeeds. */
function run(tool, args) {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

function compilerVersion() {
  try {
    return [run('clang-19', ['--version']), run('ld.lld-19', ['--version'])].join('\n')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

const compiler = compilerVersion()
if (!compiler) {
  const told = `@leven/backend-native is not built, so the cpu backend runs on WebAssembly: it needs ${install}.`
  console.error(told)
  process.exit(options.includes('--optional') ? 0 : 1)
}

const sources = readdirSync(join(root, 'kernels')).sort()
const content = [
  compiler,
  ...sources.map((name) => readFileSync(join(root, 'kernels', name), 'utf8')),
  readFileSync(join(root, 'scripts', 'targets.mjs'), 'utf8'),
  readFileSync(join(headers, 'package.json'), 'utf8'),
]
const stampOf = (target) =>
  createHash('sha256')
    .update(JSON.stringify([target, fused, ...content]))
    .digest('hex')

mkdirSync(prebuilt, { recursive: true })
for (const target of wanted) {
  if (!(target in targets)) {
    console.error(`There is no target ${target}; there are ${Object.keys(targets).join(', ')}.`)
    if (!options.includes('--optional')) process.exitCode = 1
    continue
  }
  const file = join(prebuilt, `${target}.node`)
  const stamp = join(prebuilt, `${target}.stamp`)
  if (read(stamp) === stampOf(target) && read(file) !== undefined) continue
  const folder = mkdtempSync(join(prebuilt, '.build-'))
  try {
    build(targets[target], folder)
    renameSync(join(folder, 'leven.node'), file)
    writeFileSync(join(folder, 'stamp'), stampOf(target))
    renameSync(join(folder, 'stamp'), stamp)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function read(path) {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return undefined // not there
  }
}

/** Compiles and links one target in `folder`, to leven.node. */
function build({ triple, flags, sets, link }, folder) {
  const include = run('clang-19', ['-print-resource-dir']).trim()
  const common = [
    `--target=${triple}`,
    '-std=c17',
    '-O3',
    '-Wall',
    '-Werror',
    // no fused multiply-add: the bits are those of WebAssembly
    ...(fused
      ? ['-ffp-contract=fast', ...(triple.startsWith('x86_64') ? ['-mfma'] : [])]
      : ['-ffp-contract=off']),
    '-fno-math-errno',
    '-ffreestanding',
    '-fvisibility=hidden',
    '-nostdinc',
    ...['-isystem', join(include, 'include'), '-isystem', join(headers, 'include')],
    `-ffile-prefix-map=${root}=`,
    ...flags,
  ]
  const objects = []
  const compile = (source, name, ...more) => {
    const object = join(folder, `${name}.o`)
    run('clang-19', [...common, ...more, '-c', join(root, 'kernels', source), '-o', object])
    objects.push(object)
  }
  for (const { name, lanes, flags: own } of sets) {
    compile('kernels.c', name, `-DLANES=${lanes}`, `-DTABLE=kernels_${name}`, ...own)
  }
  compile('door.c', 'door')
  compile('memory.c', 'memory', '-fno-builtin')
  link({ run, headers, folder, objects, out: join(folder, 'leven.node') })
}
