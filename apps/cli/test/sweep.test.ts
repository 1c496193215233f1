import { spawn } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { drawn, recipeSpace } from '../src/sweep/recipe-space.ts'
import { folder, learnable, leven, levenInShell, run } from './leven.ts'

interface Line {
  readonly id: string
  readonly cost: number
  readonly parametersSha256: string
}

const quick = ['data.csv', '--target', 'y', '--epochs', '6', '--members', '2', '--trials', '6']
const sweep = (cwd: string, ...args: readonly string[]) => leven(['sweep', ...quick, ...args], { cwd })
const withData = () => folder({ 'data.csv': learnable(120) })

/** The results in a file, by id, without their times. */
function results(cwd: string, name = 'data.csv.sweep.jsonl'): ReadonlyMap<string, Line> {
  const lines = readFileSync(join(cwd, name), 'utf8').trimEnd().split('\n')
  return new Map(
    lines.map((text): [string, Line] => {
      const { seconds, ...line }: Line & { seconds: number } = JSON.parse(text)
      return [line.id, line]
    }),
  )
}

describe.concurrent('a sweep', () => {
  test('gives the same results whoever computes them, and a line that trains the best', async () => {
    const cwd = withData()
    const one = await sweep(cwd, '--workers', '1', '--results', 'one.jsonl', '--json')
    const two = await sweep(cwd, '--workers', '3', '--results', 'two.jsonl', '--json')
    expect(one.status).toBe(0)
    expect(results(cwd, 'two.jsonl').size).toBe(6)
    expect([...results(cwd, 'two.jsonl').values()].sort(byId)).toEqual(
      [...results(cwd, 'one.jsonl').values()].sort(byId),
    )
    const { best, command } = JSON.parse(two.stdout)
    expect(JSON.parse(one.stdout)).toEqual({
      ...JSON.parse(two.stdout),
      best: { ...best, seconds: expect.any(Number) },
    })
    const trained = await run('bash', ['-c', `${command.replace(/^leven/, levenInShell)} --json`], { cwd })
    const { validation, parametersSha256 } = JSON.parse(trained.stdout)
    expect({ cost: validation.cost, parametersSha256 }).toEqual({
      cost: best.cost,
      parametersSha256: best.parametersSha256,
    })
  })

  test('goes on where it was killed, even in the middle of a line', async () => {
    const cwd = withData()
    const file = join(cwd, 'data.csv.sweep.jsonl')
    const child = spawn('sh', ['-c', `exec ${levenInShell} sweep ${quick.join(' ')} --workers 1`], { cwd })
    const ended = new Promise((resolve) => child.on('close', resolve))
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGKILL')
    await ended
    const before = results(cwd)
    expect(before.size).toBeLessThan(6)
    appendFileSync(file, '{"id":"0123')
    const { status, stderr } = await sweep(cwd)
    expect(status).toBe(0)
    expect(stderr).toContain(`${before.size} of 6 trials are known from before`)
    const again = withData()
    await sweep(again)
    const lines = readFileSync(file, 'utf8').split('\n')
    expect(lines.filter((line) => line.endsWith('}'))).toHaveLength(6)
    const whole = new Map([...results(again)])
    for (const line of lines.filter((text) => text.endsWith('}'))) {
      const { seconds, ...result } = JSON.parse(line)
      expect(whole.get(result.id)).toEqual(result)
    }
  })

  test('can be run line by line elsewhere, and put together', async () => {
    const cwd = withData()
    const { stdout } = await sweep(cwd, '--trials', '3', '--list')
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      expect(await run('bash', ['-c', line.replace(/^leven/, levenInShell)], { cwd })).toMatchObject({
        status: 0,
      })
    }
    const collected = await sweep(cwd, '--collect', 'trials', '--json')
    const here = await sweep(cwd, '--trials', '3', '--json')
    const { best, ...rest } = JSON.parse(collected.stdout)
    expect(JSON.parse(here.stdout)).toEqual({ ...rest, best: { ...best, seconds: expect.any(Number) } })
  })

  test.each([
    ['the help', async (cwd: string) => exampleOf((await leven(['sweep', '--help'], { cwd })).stdout)],
    ['docs/large.md', async () => exampleOf(readFileSync(largeTables, 'utf8'))],
  ])('runs by the xargs of %s as it stands there, with every quote', async (_, lineOf) => {
    const cwd = folder({ 'data.csv': learnable(120).replace('z,', '"it\'s ""z"" | w",') })
    const asked = ['data.csv', '--target', 'y', '--epochs', '6', '--members', '2', '--search', 'grid']
    const tried = [...asked, '--ignore', '"it\'s ""z"" | w"', '--try', 'hidden=none|4', '--try', 'l2=0.1']
    const { stdout } = await leven(['sweep', ...tried, '--list'], { cwd })
    writeFileSync(join(cwd, 'commands.txt'), stdout)
    // The table and the options are this test's; what is done with the commands is run to the letter.
    const script = (await lineOf(cwd)).replace(/^leven .* --list \| /, 'cat commands.txt | ')
    expect(script).toContain('xargs')
    const bin = folder({ leven: `#!/bin/sh\nexec ${levenInShell} "$@"\n` })
    chmodSync(join(bin, 'leven'), 0o755)
    const env = { PATH: `${bin}:${process.env.PATH}` }
    expect(await run('sh', ['-c', script], { cwd, env })).toMatchObject({ status: 0 })
    const collected = await leven(['sweep', ...tried, '--collect', 'trials', '--json'], { cwd })
    expect(JSON.parse(collected.stdout)).toMatchObject({ trials: 2 })
  })

  test.each([
    ['grid', 4],
    ['halving', 2],
  ])('searches by %s', async (search, count) => {
    const cwd = withData()
    const { status, stdout } = await sweep(
      cwd,
      ...['--search', search, '--trials', '4', '--try', 'hidden=none|4', '--try', 'l2=0|0.1', '--json'],
    )
    expect(status).toBe(0)
    expect(JSON.parse(stdout).trials).toBeLessThanOrEqual(count)
  })

  test('refuses what it cannot search, and tells what the table lacks', async () => {
    const cwd = withData()
    expect(await sweep(cwd, '--try', 'depth=3')).toMatchObject({ status: 2 })
    expect(await sweep(cwd, '--try', 'l2=much')).toMatchObject({ status: 2 })
    const { status, stderr } = await leven(['sweep', 'data.csv', '--target', 'yy'], { cwd })
    expect(stderr).toMatch(/"yy"/)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(status).toBe(2)
    expect(await leven(['sweep', 'no.csv', '--target', 'y'], { cwd })).toMatchObject({ status: 3 })
  })
})

const largeTables = new URL('../../../docs/large.md', import.meta.url)

/** The line that hands the commands of --list to xargs, without its prompt and comment. */
function exampleOf(text: string): string {
  const line = text.split('\n').find((one) => one.includes('xargs -')) ?? ''
  return line.replace(/^ *\$ /, '').replace(/ +# .*$/, '')
}

const byId = (a: Line, b: Line) => (a.id < b.id ? -1 : 1)

test('trials are drawn without repeating one, the same for a seed', () => {
  const space = recipeSpace([], 'random')
  const texts = (seed: number) => drawn(space, 60, seed).map((recipe) => JSON.stringify(recipe))
  expect(new Set(texts(1)).size).toBe(60)
  expect(texts(1)).toEqual(texts(1))
  expect(texts(1)).not.toEqual(texts(2))
  expect(texts(1)[0]).toBe('{}')
})
