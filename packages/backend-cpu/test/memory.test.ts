import { HandleError, OutOfMemoryError, ShapeError, type Tensor } from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Allocator } from '../src/allocator.ts'
import { openCpuBackend } from '../src/index.ts'

describe('the free list', () => {
  test('blocks that are live never overlap, and all comes back as one block', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat(63), fc.nat(1000)), { maxLength: 200 }),
        (script) => {
          const allocator = new Allocator(64)
          allocator.extend(64 + 64 * 100)
          const live: { address: number; bytes: number }[] = []
          for (const [give, size, which] of script) {
            const given = give && live.length > 0 ? live.splice(which % live.length, 1)[0] : undefined
            if (given) allocator.giveBack(given.address, given.bytes)
            const bytes = 64 * (1 + (size % 9))
            const address = given ? undefined : allocator.take(bytes)
            if (address === undefined) continue
            expect(address).toBeGreaterThanOrEqual(64)
            expect(address + bytes).toBeLessThanOrEqual(allocator.end)
            for (const other of live) {
              expect(address + bytes <= other.address || other.address + other.bytes <= address).toBe(true)
            }
            live.push({ address, bytes })
          }
          for (const { address, bytes } of live) allocator.giveBack(address, bytes)
          expect(allocator.freeAtEnd).toBe(64 * 100)
          expect(allocator.take(64 * 100)).toBe(64)
        },
      ),
    )
  })
})

describe('tensors in memory', () => {
  test('what is freed is used again: a thousand rounds hold no more than one', async () => {
    const on = await openCpuBackend()
    const before = on.liveBytes()
    const first = on.tensor(300, 1000)
    const held = on.liveBytes() - before
    on.free(first)
    for (let round = 0; round < 1000; round++) {
      const [a, b] = [on.tensor(300, 500), on.tensor(299, 499)]
      on.free(round % 2 ? a : b)
      on.free(round % 2 ? b : a)
    }
    const again = on.tensor(300, 1000)
    expect(on.liveBytes() - before).toBe(held)
    on.free(again)
    expect(on.liveBytes()).toBe(before)
    await on.close()
  })

  test('a block used before is zero again', async () => {
    const on = await openCpuBackend()
    on.free(on.tensor(5, 5, new Float32Array(25).fill(7)))
    expect(await on.read(on.tensor(5, 5))).toEqual(new Float32Array(25))
    await on.close()
  })

  test('growth keeps every content', async () => {
    const on = await openCpuBackend()
    const made: [Tensor, Float32Array][] = []
    for (let i = 0; i < 40; i++) {
      const values = Float32Array.from({ length: 200 * 1000 }, (_, p) => (p * (i + 1)) % 1009)
      made.push([on.tensor(200, 1000, values), values])
    }
    for (const [tensor, values] of made) {
      const held = await on.read(tensor)
      expect(values.every((value, p) => held[p] === value)).toBe(true)
    }
    await on.close()
  })

  test('a matrix without room is an error with sizes, and the backend works on', async () => {
    const on = await openCpuBackend()
    const kept = on.tensor(1, 3, Float32Array.of(1, 2, 3))
    const huge: Tensor[] = []
    const fill = () => {
      for (let i = 0; i < 5; i++) huge.push(on.tensor(16384, 16384)) // 1 GiB each, never touched
    }
    expect(fill).toThrow(OutOfMemoryError)
    expect(huge.length).toBeGreaterThan(0)
    expect(fill).toThrow(/16384×16384.*1\.0 GiB.*live tensors hold \d/)
    expect(on.liveBytes()).toBeGreaterThanOrEqual(huge.length * 2 ** 30)
    for (const tensor of huge) on.free(tensor)
    const after = on.tensor(1, 3)
    on.gather(after, kept, Int32Array.of(2, 1, 0))
    expect(await on.read(after)).toEqual(Float32Array.of(3, 2, 1))
    await on.close()
  })

  test('addresses above 2 GiB are as good as any', async () => {
    const on = await openCpuBackend()
    const below = [on.tensor(16384, 16384), on.tensor(16384, 16384)] // 2 GiB, never touched
    // too large for what is free below them
    const n = 1500
    const identity = Float32Array.from({ length: n * n }, (_, p) => (p % (n + 1) === 0 ? 1 : 0))
    const W = on.tensor(n, n, identity)
    const X = on.tensor(
      n,
      700,
      Float32Array.from({ length: n * 700 }, (_, p) => (p % 4001) - 2000),
    )
    const A = on.tensor(n, 700)
    on.dense(A, W, X, on.tensor(n, 1), 'relu')
    const held = await on.read(A)
    expect(held.every((value, p) => value === Math.max(0, (p % 4001) - 2000))).toBe(true)
    for (const tensor of below) on.free(tensor)
    await on.close()
  })

  test('after close nothing is held and every handle is refused', async () => {
    const on = await openCpuBackend()
    const tensor = on.tensor(3, 3)
    await on.close()
    expect(on.liveBytes()).toBe(0)
    expect(() => on.write(tensor, new Float32Array(9))).toThrow(HandleError)
    await on.close()
  })

  test('sizes beyond the address space are refused, not wrapped', async () => {
    const on = await openCpuBackend()
    for (const [rows, columns] of [
      [65536, 65536],
      [2 ** 31, 2],
      [2 ** 26, 2 ** 26 + 1],
      [1, 2 ** 30],
    ] as const) {
      expect(() => on.tensor(rows, columns)).toThrow(OutOfMemoryError)
    }
    expect(() => on.tensor(-1, 2)).toThrow(ShapeError)
    expect(() => on.tensor(1.5, 2)).toThrow(ShapeError)
    expect(on.liveBytes()).toBe(0)
    await on.close()
  })

  test('values of the wrong length are refused before anything is written', async () => {
    const on = await openCpuBackend()
    const tensor = on.tensor(2, 2, Float32Array.of(1, 2, 3, 4))
    expect(() => on.write(tensor, new Float32Array(5))).toThrow(ShapeError)
    expect(() => on.tensor(2, 2, new Float32Array(3))).toThrow(ShapeError)
    expect(await on.read(tensor)).toEqual(Float32Array.of(1, 2, 3, 4))
    await on.close()
  })

  test('gather takes more columns than fit its scratch at once, and refuses columns that are not there', async () => {
    const on = await openCpuBackend()
    const from = on.tensor(
      3,
      7,
      Float32Array.from({ length: 21 }, (_, i) => i),
    )
    const columns = Int32Array.from({ length: 20_000 }, (_, i) => (i * 5) % 7)
    const to = on.tensor(3, columns.length)
    on.gather(to, from, columns)
    const expected = Float32Array.from(
      { length: 60_000 },
      (_, i) => (columns[Math.floor(i / 3)] ?? 0) * 3 + (i % 3),
    )
    const held = await on.read(to)
    expect(expected.every((value, p) => held[p] === value)).toBe(true)
    const two = on.tensor(3, 2)
    expect(() => on.gather(two, from, Int32Array.of(0, 7))).toThrow(/column 7 .* there are 7/)
    expect(() => on.gather(two, from, Int32Array.of(-1, 0))).toThrow(ShapeError)
    expect(() => on.gather(two, from, Int32Array.of(1))).toThrow(ShapeError)
    await on.close()
  })
})

describe('handles', () => {
  test('of another backend, or freed, are refused by every method', async () => {
    const [on, other] = [await openCpuBackend(), await openCpuBackend()]
    const good = on.tensor(1, 1)
    const freed = on.tensor(1, 1)
    on.free(freed)
    const forged: Tensor = { rows: 1, columns: 1 }
    const rule = { kind: 'gradientDescent', learningRate: 1, l2: 0 } as const
    for (const bad of [other.tensor(1, 1), freed, forged]) {
      const calls = [
        () => on.write(bad, Float32Array.of(1)),
        () => on.gather(bad, good, Int32Array.of(0)),
        () => on.gather(good, bad, Int32Array.of(0)),
        () => on.free(bad),
        () => on.dense(bad, good, good, good, 'relu'),
        () => on.dense(good, bad, good, good, 'relu'),
        () => on.dense(good, good, bad, good, 'relu'),
        () => on.dense(good, good, good, bad, 'relu'),
        () => on.output(bad, good, 'sigmoid'),
        () => on.output(good, bad, 'sigmoid'),
        () => on.cost(bad, good, good, 'sigmoid'),
        () => on.cost(good, bad, good, 'sigmoid'),
        () => on.cost(good, good, bad, 'sigmoid'),
        () => on.cost(good, good, good, 'sigmoid', bad),
        () => on.residual(bad, good, good),
        () => on.residual(good, bad, good),
        () => on.residual(good, good, bad),
        () => on.residual(good, good, good, bad),
        () => on.gradients(bad, good, good, good),
        () => on.gradients(good, bad, good, good),
        () => on.gradients(good, good, bad, good),
        () => on.gradients(good, good, good, bad),
        () => on.backpropagate(bad, good, good, good, 'relu'),
        () => on.backpropagate(good, bad, good, good, 'relu'),
        () => on.backpropagate(good, good, bad, good, 'relu'),
        () => on.backpropagate(good, good, good, bad, 'relu'),
        () => on.update(bad, good, [], rule),
        () => on.update(good, bad, [], rule),
        () => on.update(good, good, [bad], { ...rule, kind: 'momentum', momentum: 0.9 }),
      ]
      for (const call of calls) expect(call).toThrow(HandleError)
      await expect(on.read(bad)).rejects.toThrow(HandleError)
    }
    await on.close()
    await expect(on.read(good)).rejects.toThrow(HandleError)
    await other.close()
  })
})
