import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = readFileSync(join(root, 'docs/examples.md'), 'utf8')
const tsx = [join(root, 'node_modules/tsx/dist/cli.mjs'), '--conditions=@leven/source']

describe('the page of examples', () => {
  test('lists ten, and every link leads to a file', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link)
    expect(new Set(links.filter((link) => link.startsWith('../examples/'))).size).toBe(10)
    for (const link of links) expect(existsSync(join(root, 'docs', link)), link).toBe(true)
  })

  test('shows XOR as it is, in at most four lines', () => {
    const program = readFileSync(join(root, 'examples/xor.ts'), 'utf8')
    expect(page).toContain(program)
    expect(program.split('\n').filter((line) => line !== '')).toHaveLength(4)
  })

  // What a program prints stands below its name, indented.
  const printed = [...page.matchAll(/^([\w-]+\.ts)\b[^\n]*\n\n((?: {4}[^\n]+\n)+)/gm)]
  test('says what the programs print', () => {
    expect(printed.map(([, name]) => name)).toEqual(
      ['xor', 'rows', 'csv', 'serve', 'own-loop', 'deno'].map((name) => `${name}.ts`),
    )
  })

  test.each(printed.map(([, name = '', text = '']) => [name, text.replaceAll(/^ {4}/gm, '')]))(
    '%s prints what the page says',
    async (name, text) => {
      const { stdout } = await promisify(execFile)(process.execPath, [...tsx, join(root, 'examples', name)], {
        cwd: root,
        env: { ...process.env, LEVEN: [process.execPath, ...tsx, 'apps/cli/src/main.ts'].join(' ') },
      })
      expect(stdout).toBe(text)
    },
  )
})
