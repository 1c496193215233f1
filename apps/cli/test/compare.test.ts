import { expect, test } from 'vitest'
import { example, folder, leven } from './leven.ts'

const breastCancer = [example('breast-cancer.csv'), '--target', 'diagnosis']
const cwd = folder()

test('compare trains the same run on each backend and holds every operation to its bar', async () => {
  const { status, stdout } = await leven(
    ['compare', ...breastCancer, '--backends', 'cpu,gpujs:webasm,reference', '--epochs', '8', '--json'],
    { cwd },
  )
  expect(status).toBe(0)
  const { rows, seed, backends } = JSON.parse(stdout)
  expect([rows, seed]).toEqual([569, 0])
  expect(backends.map(({ name }: { name: string }) => name)).toEqual(['cpu', 'gpujs:webasm', 'reference'])
  const [cpu, webasm, reference] = backends
  expect(cpu.difference).toBeNull()
  for (const other of [webasm, reference]) {
    // Other sums, other last bits: the parameters part at once, and the metrics stay.
    expect(other.difference.firstEpoch).toBe(1)
    expect(other.difference.blocks.map(({ name }: { name: string }) => name)).toEqual([
      'W1',
      'b1',
      'W2',
      'b2',
    ])
    expect(other.difference.blocks.some((block: { ulps: number }) => block.ulps > 0)).toBe(true)
    expect(Math.abs(other.difference.metrics.accuracy)).toBeLessThan(5e-4)
    expect(Math.abs(other.difference.metrics.cost)).toBeLessThan(5e-4)
    expect(other.parametersSha256).not.toBe(cpu.parametersSha256)
  }
  for (const { operations, secondsPerEpoch, epochs } of backends) {
    expect(epochs).toBe(8)
    expect(secondsPerEpoch).toBeGreaterThan(0)
    expect(operations.map(({ operation }: { operation: string }) => operation)).toContain(
      'backpropagate relu',
    )
    expect(operations.every(({ worstRatio }: { worstRatio: number }) => worstRatio <= 1)).toBe(true)
  }
})

test('compare finds no difference between a backend and itself', async () => {
  const { status, stdout } = await leven(
    ['compare', ...breastCancer, '--backends', 'cpu,cpu:wasm', '--epochs', '5', '--patience', '3', '--json'],
    { cwd },
  )
  expect(status).toBe(0)
  const [first, second] = JSON.parse(stdout).backends
  expect(second.difference.firstEpoch).toBeNull()
  expect(second.difference.blocks.every((block: { ulps: number }) => block.ulps === 0)).toBe(true)
  expect(second.parametersSha256).toBe(first.parametersSha256)
})

test('compare prints the backends side by side', async () => {
  const { stdout } = await leven(
    ['compare', ...breastCancer, '--backends', 'cpu,reference', '--epochs', '2'],
    { cwd },
  )
  expect(stdout).toMatch(/^backend +cost +accuracy .* ms\/epoch +parts at epoch$/m)
  expect(stdout).toMatch(/^cpu +\d/m)
  expect(stdout).toMatch(/^reference +\d.* 1$/m)
  expect(stdout).toMatch(/^largest distance from cpu, in ulps +W1 +b1 +W2 +b2$/m)
  expect(stdout).toMatch(/^gradients +0\.\d+ +0\.000$/m)
})

test('compare of one backend is a usage error, of a backend that is not here exits 5', async () => {
  const one = await leven(['compare', ...breastCancer, '--backends', 'cpu'], { cwd })
  expect([one.status, one.stderr]).toEqual([2, expect.stringContaining('names only one')])
  const absent = await leven(['compare', ...breastCancer, '--backends', 'cpu,gpujs:webgl2'], { cwd })
  expect([absent.status, absent.stderr]).toEqual([5, expect.stringContaining('no WebGL2 in Node')])
})
