import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { example, folder, leven } from './leven.ts'

describe.concurrent('leven crossvalidate', () => {
  test('says that it was interrupted', async () => {
    // The first line makes a note, just before training begins.
    const cwd = folder({ 'iris.csv': `# iris\n${readFileSync(example('iris.csv'), 'utf8')}` })
    const { status, stderr } = await leven(
      ['crossvalidate', 'iris.csv', '--target', 'species', '--repeats', '1000'],
      { cwd, onError: (_, kill) => kill('SIGINT') },
    )
    expect(stderr).toMatch(/^note: .*\nleven: interrupted\.\n$/)
    expect(status).toBe(130)
  })

  test('measures recipes on the same folds, each row once, and holds the others against the first', async () => {
    const args = [
      'crossvalidate',
      example('iris.csv'),
      '--target',
      'species',
      '--folds',
      '3',
      '--epochs',
      '5',
    ]
    const { status, stdout, stderr } = await leven([...args, '--recipes', 'single,linear', '--json'], {
      cwd: folder(),
    })
    expect(status, stderr).toBe(0)
    const { recipes } = JSON.parse(stdout)
    expect(recipes.map(({ recipe }: { recipe: string }) => recipe)).toEqual(['single', 'linear'])
    for (const { folds, cost } of recipes) {
      expect(folds.map(({ rows }: { rows: number }) => rows)).toEqual([50, 50, 50])
      expect(cost.interval[0]).toBeLessThan(cost.mean)
    }
    expect(recipes[0].difference).toBeNull()
    expect(recipes[1].difference.mean).toBeCloseTo(recipes[1].cost.mean - recipes[0].cost.mean, 12)
  })

  test('writes a report of every fold', async () => {
    const cwd = folder()
    const args = [
      'crossvalidate',
      example('iris.csv'),
      '--target',
      'species',
      '--folds',
      '3',
      '--epochs',
      '3',
    ]
    const { status, stderr } = await leven(
      [...args, '--recipes', 'single,linear', '--report', 'folds.html'],
      {
        cwd,
      },
    )
    expect(status, stderr).toBe(0)
    const text = readFileSync(join(cwd, 'folds.html'), 'utf8')
    expect(text.match(/<tr><th scope="row">[123]<\/th>/g)).toHaveLength(3)
    expect(text).toContain('leven crossvalidate')
    expect(text).not.toMatch(/<script|NaN|undefined/)
  })

  test('an unknown recipe is a usage error with the nearest name', async () => {
    const args = ['crossvalidate', example('iris.csv'), '--target', 'species', '--recipes', 'liner']
    const { status, stderr } = await leven(args, { cwd: folder() })
    expect(stderr).toMatch(/There is no recipe "liner"\. Did you mean linear\?/)
    expect(status).toBe(2)
  })
})
