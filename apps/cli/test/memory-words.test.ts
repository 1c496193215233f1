import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { memoryWords } from '../src/memory-words.ts'
import { example, folder, leven, levenInShell, run } from './leven.ts'

function thrown(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

describe('what is too large names its limit and what helps', () => {
  // The errors are the engine's own.
  test.each([
    [
      'an array buffer',
      () => new ArrayBuffer(Number.MAX_SAFE_INTEGER),
      /system gives no more memory|one array/,
    ],
    ['a typed array', () => new Float64Array(2 ** 45), /one array/],
    ['an array', () => new Array(-1), /one array/],
    ['a text', () => 'x'.repeat(2 ** 30), /512 MiB/],
  ])('%s', (_, work, says) => {
    const words = memoryWords(thrown(work))
    expect(words?.sentence).toMatch(says)
    expect(words?.remedy).toMatch(/\.$/)
  })

  test('more different values than a Map holds', () => {
    expect(memoryWords(new RangeError('Map maximum size exceeded'))?.sentence).toMatch(/16,777,216/)
  })

  test('and nothing else is taken for it', () => {
    expect(memoryWords(new RangeError('toFixed() digits argument must be between 0 and 100'))).toBeUndefined()
    expect(memoryWords(new Error('Invalid array length'))).toBeUndefined()
  })
})

describe('a network that the device cannot hold', () => {
  test.each([
    [
      'is refused before the table is read',
      'none.csv',
      '100000000',
      /1-100000000-1 has .* parameters.*4 GiB/,
    ],
    [
      'is refused before rows are encoded',
      '',
      '5000000',
      /needs .* GiB on the device.*4 GiB.*Give fewer units/,
    ],
  ])('%s', async (_, data, hidden, says) => {
    const cwd = folder()
    const table = data === '' ? example('breast-cancer.csv') : data
    const ran = await leven(['train', table, '--target', 'diagnosis', '--members', '1', '--hidden', hidden], {
      cwd,
    })
    expect(ran.stderr).toMatch(says)
    expect(ran.stderr.trim().split('\n')).toHaveLength(1)
    expect(ran).toMatchObject({ status: data === '' ? 1 : 2, stdout: '' })
  })

  test.each([
    [[], /needs .* GiB on the device/],
    [['--recipe', 'notes'], /no such file/], // gradient descent keeps no moments
    [['--optimizer', 'gradient-descent'], /no such file/],
  ])('is counted with the moments of its own optimizer: %j', async (options, says) => {
    const given = ['none.csv', '--target', 'y', '--members', '1', '--hidden', '85000000', ...options]
    expect((await leven(['train', ...given], { cwd: folder() })).stderr).toMatch(says)
  })

  test.runIf(process.platform === 'linux')('because addresses are limited is told so', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'data.csv'), 'x,y\n1,a\n2,b\n')
    const command = `ulimit -v 4000000; ${levenInShell} train data.csv --target y`
    const ran = await run('bash', ['-c', command], { cwd })
    expect(ran.stderr).toMatch(/address space.*ulimit -v/)
    expect(ran.status).toBe(5)
  })
})
