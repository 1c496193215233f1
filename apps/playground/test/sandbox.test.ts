import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

test('the sandbox allows the one script that it has, by its hash', async () => {
  const html = await readFile(new URL('../public/sandbox.html', import.meta.url), 'utf8')
  const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = '']) => script)
  const allowed = [...html.matchAll(/'sha256-([^']+)'/g)].map(([, hash]) => hash)
  expect(allowed).toEqual(scripts.map((script) => createHash('sha256').update(script).digest('base64')))
  expect(allowed).toHaveLength(1)
  expect(html).not.toMatch(/<script\s+src|'self'|https?:/)
})
