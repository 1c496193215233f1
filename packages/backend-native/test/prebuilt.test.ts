import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { NativeAddon } from '../src/index.d.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const targets = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']

/** Builds into a folder that goes with this process. */
function build(...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'leven-native-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), `--to=${folder}`, ...options])
  return folder
}

/** How many instructions of a file multiply and add with one rounding. */
function fusedIn(file: string): number {
  const listing = execFileSync('llvm-objdump-19', ['-d', '--no-show-raw-insn', file], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  expect(listing.length).toBeGreaterThan(100_000) // it was read
  return listing.match(/\bv?f(n?m(add|sub)|ml[as])\w*|\bvfn?m(add|sub)\w*/g)?.length ?? 0
}

const load = (file: string): NativeAddon => createRequire(import.meta.url)(file)

/** What each set of a file makes of the self-test. */
function selfTests(file: string): number[] {
  const addon = load(file)
  const room = new Uint8Array(addon.roomBytes)
  return addon.sets.map((_, set) => addon.selfTest(set, room))
}

const compiler = spawnSync('clang-19', ['--version']).status === 0
if (!compiler && process.env.REQUIRE_NATIVE) throw new Error('There is no clang-19.')
const emulator = spawnSync('qemu-aarch64-static', ['--version']).status === 0
if (!emulator && process.env.REQUIRE_NATIVE) throw new Error('There is no qemu-aarch64-static.')
if (!emulator)
  console.log('There is no qemu-aarch64-static (apt-get install qemu-user-static): arm64 is not run.')
if (!compiler) console.log('There is no clang-19: the tests of the native files are skipped.')

describe.runIf(compiler)('the prebuilt files', () => {
  // Those that are shipped; what is there already, of these sources, is not built again.
  const folder = join(root, 'prebuilt')
  if (compiler) execFileSync(process.execPath, [join(root, 'scripts/build.mjs')])
  const file = (target: string) => join(folder, `${target}.node`)

  test('have the same bytes whenever and wherever they are built', () => {
    const again = build()
    for (const target of targets) {
      expect(readFileSync(join(again, `${target}.node`)).equals(readFileSync(file(target))), target).toBe(
        true,
      )
    }
  })

  test.each(targets)('%s fuses no product with a sum', (target) => {
    expect(fusedIn(file(target))).toBe(0)
  })

  test.each(['linux-x64', 'linux-arm64'])(
    '%s asks for nothing but Node-API, so that glibc and musl load it',
    (t) => {
      const undefinedSymbols = execFileSync('llvm-nm-19', ['-D', '--undefined-only', file(t)], {
        encoding: 'utf8',
      })
      expect(undefinedSymbols).toMatch(/ U napi_/)
      expect(undefinedSymbols.split('\n').filter((line) => line && !/ U napi_\w+$/.test(line))).toEqual([])
      const needed = execFileSync('llvm-readelf-19', ['-d', file(t)], { encoding: 'utf8' })
      expect(needed).not.toMatch(/NEEDED/)
    },
  )

  const here = `${process.platform}-${process.arch}`
  test.runIf(targets.includes(here))(
    'what this machine loads gives one number in every instruction set',
    () => {
      expect(new Set(selfTests(file(here))).size).toBe(1)
    },
  )

  test.runIf(here === 'linux-x64' && emulator)(
    'arm64 gives the same number, on the processor that qemu stands in for',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'leven-arm64-'))
      const include = execFileSync('clang-19', ['-print-resource-dir'], { encoding: 'utf8' }).trim()
      const flags =
        '--target=aarch64-linux-gnu -std=c17 -O3 -ffp-contract=off -fno-math-errno -ffreestanding -nostdinc'
      const objects = ['kernels/kernels.c', 'kernels/memory.c', 'test/self-test-main.c'].map((source, i) => {
        const object = join(folder, `${i}.o`)
        const own = ['-DLANES=4', '-DTABLE=kernels_neon', '-mno-outline-atomics', '-fno-builtin']
        execFileSync('clang-19', [
          ...flags.split(' '),
          ...own,
          '-isystem',
          join(include, 'include'),
          '-c',
          join(root, source),
          '-o',
          object,
        ])
        return object
      })
      const program = join(folder, 'self-test')
      execFileSync('ld.lld-19', ['-static', '-o', program, ...objects])
      expect(Number(execFileSync('qemu-aarch64-static', [program], { encoding: 'utf8' }))).toBe(
        selfTests(file(here))[0],
      )
      rmSync(folder, { recursive: true })
    },
  )

  describe('with fused multiply-add allowed, as a control', () => {
    const control = compiler ? build('--fused', 'linux-x64', 'linux-arm64') : ''

    test.each(['linux-x64', 'linux-arm64'])('the scan of %s finds it', (target) => {
      expect(fusedIn(join(control, `${target}.node`))).toBeGreaterThan(100)
    })

    test.runIf(here === 'linux-x64')('the self-test finds it', () => {
      const [right] = selfTests(file(here))
      for (const number of selfTests(join(control, `${here}.node`)).slice(1)) expect(number).not.toBe(right)
    })
  })
})

test('an unknown target is an error', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), 'plan9-x64'], {
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stderr).toMatch(compiler ? /no target plan9-x64; there are linux-x64/ : /is not built/)
})
