import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const run = promisify(execFile)

/** Runs a TypeScript program as the README's scripts do. */
async function tsx(...words: string[]): Promise<string> {
  const { stdout } = await run(
    join(root, 'node_modules/.bin/tsx'),
    ['--conditions=@leven/source', ...words],
    { cwd: root },
  )
  return stdout
}

test("the README's program is the example, and prints what the README says", async () => {
  expect(readme).toContain(readFileSync(join(root, 'examples/first-steps.ts'), 'utf8'))
  const lines = (await tsx('examples/first-steps.ts')).trim().split('\n')
  expect(lines).toHaveLength(5)
  expect(readme).toContain(`It prints four costs and \`${lines.at(-1)}\``)
}, 60_000)

test("the README's command prints the README's scorecard, bits and all", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'leven-readme-'))
  const command = ['train', 'examples/breast-cancer.csv', '--target', 'diagnosis']
  expect(readme).toContain(`npm run --silent leven -- ${command.join(' ')}\n`)
  const scorecard = await tsx(
    'apps/cli/src/main.ts',
    ...command,
    '--out',
    join(folder, 'breast-cancer.safetensors'),
  )
  rmSync(folder, { recursive: true })
  const lines = scorecard
    .trim()
    .split('\n')
    .filter((line) => !/^(model|training|backend)/.test(line)) // the device is this machine's
  for (const line of lines) expect(readme).toContain(line.trimEnd())
}, 60_000)

test('every link of the README leads to a file', () => {
  const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link)
  expect(links.length).toBeGreaterThan(15)
  for (const link of links) expect(existsSync(join(root, link)), link).toBe(true)
})
