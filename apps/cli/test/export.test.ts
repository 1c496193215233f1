import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { folder, learnable, leven } from './leven.ts'

let cwd = ''
beforeAll(async () => {
  const dated = learnable(120).replace('x,z,y', 'x,z,y,when')
  const lines = dated.trim().split('\n')
  const withDates = lines
    .map((line, i) => (i === 0 ? line : `${line},2024-0${1 + (i % 9)}-1${i % 7}`))
    .join('\n')
  const named = learnable(120).replace('x,z,y', 'probability,z,y')
  cwd = folder({ 'data.csv': learnable(120), 'dated.csv': withDates, 'named.csv': named })
  mkdirSync(join(cwd, 'dates'))
  for (const name of ['data', 'dated', 'named']) {
    const { status, stderr } = await leven(['train', `${name}.csv`, '--target', 'y', '--epochs', '3'], {
      cwd,
    })
    expect(status, stderr).toBe(0)
  }
})

describe.concurrent('leven export', () => {
  test('writes a module that proves itself, and its types', async () => {
    const { status, stdout, stderr } = await leven(['export', 'data.safetensors', '--to', 'js'], { cwd })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toContain('Wrote data.mjs.\nWrote data.d.mts.\n')
    const model = await import(/* @vite-ignore */ pathToFileURL(join(cwd, 'data.mjs')).href)
    expect(model.selfTest().rows).toBeGreaterThan(3)
    expect(model.predict({ x: 5, z: 6 }).prediction).toBe('yes')
    expect(() => model.predict({ x: 5 })).toThrow('"z"')
  })

  test('names the files it wrote in JSON', async () => {
    const args = [
      'export',
      'data.safetensors',
      '--to',
      'sql',
      '--dialect',
      'sqlite',
      '--out',
      'score.sql',
      '--json',
    ]
    const { status, stdout } = await leven([...args, '--table', 'my table', '--id', 'x'], { cwd })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      model: 'data.safetensors',
      to: 'sql',
      files: ['score.sql', 'score.test.sql'],
    })
    expect(readFileSync(join(cwd, 'score.sql'), 'utf8')).toContain('FROM "my table"')
  })

  test.each(['onnx', 'js', 'html', 'sql', 'python'])('carries dates to %s', async (target) => {
    const out = join('dates', target)
    const { status, stderr } = await leven(['export', 'dated.safetensors', '--to', target, '--out', out], {
      cwd,
    })
    expect(status, stderr).toBe(0)
    expect(readFileSync(join(cwd, out), 'utf8')).toContain('when')
  })

  test.each(['onnx', 'js', 'html', 'sql', 'python'])(
    'to %s replaces an export, and nothing else without --force',
    async (target) => {
      const home = folder({ 'data.safetensors': readFileSync(join(cwd, 'data.safetensors')) })
      const into = (out: string, ...more: string[]) =>
        leven(['export', 'data.safetensors', '--to', target, '--out', out, ...more], { cwd: home })
      const ending = { onnx: '.onnx', js: '.mjs', html: '.html', sql: '.sql', python: '.py' }[target]
      expect(await into(`a${ending}`)).toMatchObject({ status: 0, stderr: '' })
      const files = readdirSync(home).filter((name) => name.startsWith('a.'))
      const whole = files.map((name) => readFileSync(join(home, name)))
      expect(await into(`a${ending}`)).toMatchObject({ status: 0, stderr: '' })
      for (const name of files) {
        writeFileSync(join(home, name), 'a letter')
        const { status, stdout, stderr } = await into(`a${ending}`)
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
        expect(stderr).toContain(`${name} is no export of Leven, and would be lost.`)
        expect(readFileSync(join(home, name), 'utf8')).toBe('a letter')
        expect(await into(`a${ending}`, '--force')).toMatchObject({ status: 0, stderr: '' })
      }
      expect(files.map((name) => readFileSync(join(home, name)))).toEqual(whole)
      const onto = await into('data.safetensors')
      expect(onto.status).toBe(2)
      expect(onto.stderr).toContain('data.safetensors is what is read, and would be lost.')
    },
  )

  test('refuses a column whose name the target has for its own, and writes nothing', async () => {
    const { status, stderr } = await leven(['export', 'named.safetensors', '--to', 'onnx'], { cwd })
    expect(status).toBe(2)
    expect(stderr).toMatch(/column "probability" cannot be an input of an ONNX file/)
    expect(existsSync(join(cwd, 'named.onnx'))).toBe(false)
  })

  test('refuses an unknown target', async () => {
    const { status, stderr } = await leven(['export', 'data.safetensors', '--to', 'onx'], { cwd })
    expect(status).toBe(2)
    expect(stderr).toContain('onnx')
  })
})
