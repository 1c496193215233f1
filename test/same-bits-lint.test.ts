import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'leven-lint-'))
cpSync(join(root, 'biome.json'), join(folder, 'biome.json'))
cpSync(join(root, 'lint'), join(folder, 'lint'), { recursive: true })
afterAll(() => rmSync(folder, { recursive: true }))

/** What the linter says of the lines of a file that stands at this path of the repository. */
function lint(path: string, ...lines: string[]): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${lines.join('\n')}\n`)
  const biome = join(root, 'node_modules/.bin/biome')
  const { stdout, stderr } = spawnSync(
    biome,
    ['lint', '--vcs-enabled=false', '--max-diagnostics=none', path],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  )
  rmSync(file)
  return stdout + stderr
}

/** Lines of the file that a plugin refused. */
function refused(report: string): number[] {
  return [...report.matchAll(/:(\d+):\d+ plugin/g)].map(([, line]) => Number(line))
}

const lines = [
  'export const value1: number = Math.exp(1)',
  'export const value2: number[] = [1].map(Math.log)',
  'export const value3: number = 0.999 ** 100',
  "export const value4: number = 'a'.localeCompare('b')",
  'export const value5: number = Math.random()',
  'export const { sinh } = Math',
  'export let value7 = 2',
  'value7 **= 3',
  'export const exact: number = Math.sqrt(2) * Math.max(1, 2) + Math.imul(3, 4) + 2 ** -24',
]

test.each(['core', 'backend-cpu', 'tabular', 'model'])(
  'in %s, functions whose bits differ between engines are refused; exactly rounded ones are not',
  (name) => {
    const report = lint(`packages/${name}/src/new.ts`, ...lines)
    expect(refused(report).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 8])
    for (const reason of ['bits differ between engines', 'multiply', 'code points', 'seeded generator']) {
      expect(report).toContain(reason)
    }
  },
)

test('the reference may use Math.exp; randomness without a seed is refused everywhere', () => {
  expect(refused(lint('packages/core/src/reference.ts', ...lines))).toEqual([5])
  expect(refused(lint('apps/cli/src/new.ts', ...lines))).toEqual([5])
})
