import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
// @boundaries-ignore builds share it, no code does
import { licencesFile } from '../../../scripts/third-party-licences.ts'
import { main } from './leven.ts'

test('the licences of what is bundled are beside the bundle', () => {
  const folder = dirname(main)
  const text = readFileSync(join(folder, licencesFile), 'utf8')
  for (const name of ['gpu.js', 'fast-check', 'pure-rand', 'valibot']) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'))
  }
  expect(text).toContain('Permission is hereby granted')
  const code = readdirSync(folder).filter((file) => file.endsWith('.js'))
  expect(code.length).toBeGreaterThan(0)
})
