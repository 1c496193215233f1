import {
  adam,
  type Backend,
  balancedWeights,
  checked,
  cost,
  DivergenceError,
  gradientDescent,
  InvalidDataError,
  InvalidOptionError,
  initialParameters,
  isDivergence,
  momentum,
  type NetworkParameters,
  network,
  type Optimizer,
  openReference,
  type Progress,
  type Training,
  type TrainOptions,
  train,
  type UpdateRule,
} from '@leven/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problem } from './problem.ts'

const open = async (): Promise<Backend> => checked(await openReference())
const shape = network({ features: 2, hidden: [4] })
const data = problem(shape, 25)
const validation = problem(shape, 10, 2)

async function collect(training: Training): Promise<Progress[]> {
  const reports: Progress[] = []
  for await (const report of training) reports.push(report)
  return reports
}

/** Runs to the end. */
async function finish(options: TrainOptions, on?: Backend): Promise<NetworkParameters> {
  const training = train(on ?? (await open()), shape, data, options)
  await collect(training)
  return training.parameters()
}

describe('a run', () => {
  test('reports every epoch: its number, costs, learning rate and gradient norm', async () => {
    const on = await open()
    const reports = await collect(train(on, shape, data, { epochs: 3, validation }))
    expect(reports.map(({ epoch, learningRate }) => [epoch, learningRate])).toEqual([
      [1, 0.1],
      [2, 0.1],
      [3, 0.1],
    ])
    expect(
      reports.every(
        ({ cost, validationCost, gradientNorm }) => cost > 0 && validationCost && gradientNorm > 0,
      ),
    )
  })

  test("reports the data cost after the epoch's updates", async () => {
    const on = await open()
    const training = train(on, shape, data, { epochs: 4, batchSize: 7, validation, l2: 0.1 })
    for await (const report of training) {
      const now = await training.parameters()
      expect(report.cost).toBe(await cost(on, shape, now, data))
      expect(report.validationCost).toBe(await cost(on, shape, now, validation))
    }
  })

  test('learns: the cost falls', async () => {
    const reports = await collect(train(await open(), shape, data, { epochs: 200 }))
    expect(reports.at(-1)?.cost).toBeLessThan((reports[0]?.cost ?? 0) / 2)
  })

  test('reports only every reportEvery epochs and the last, with the same parameters in the end', async () => {
    const on = await open()
    const training = train(on, shape, data, { epochs: 10, batchSize: 4, reportEvery: 4 })
    expect((await collect(training)).map(({ epoch }) => epoch)).toEqual([4, 8, 10])
    expect(await training.parameters()).toEqual(await finish({ epochs: 10, batchSize: 4 }))
  })

  test('does nothing until it is iterated, and can be iterated once', async () => {
    const on = await open()
    const training = train(on, shape, data, { epochs: 2 })
    expect(on.liveBytes()).toBe(0)
    expect(training.outcome).toBeUndefined()
    expect(await training.parameters()).toEqual(initialParameters(shape, 0))
    await expect(training.state()).rejects.toThrow('not begun')
    await collect(training)
    await expect(collect(training)).rejects.toThrow(InvalidOptionError)
  })

  test('applies the last short batch: an epoch of 25 instances in batches of 10 has three steps', async () => {
    let updates = 0
    const on = await openReference()
    const counted: Backend = {
      ...on,
      update(...operands) {
        updates++
        on.update(...operands)
      },
    }
    await finish({ epochs: 2, batchSize: 10 }, counted)
    expect(updates).toBe(2 * 3 * 4) // epochs · steps · (W1, b1, W2, b2)
  })

  test('gives each update a rule that never changes: a queue may look at it later', async () => {
    const seen: [rule: UpdateRule, then: UpdateRule][] = []
    const on = await openReference()
    const queued: Backend = {
      ...on,
      update(P, dP, moments, rule) {
        seen.push([rule, { ...rule }])
        on.update(P, dP, moments, rule)
      },
    }
    await finish({ epochs: 3, optimizer: adam(), schedule: { kind: 'cosine', final: 0 } }, queued)
    expect(seen.length).toBeGreaterThan(3)
    for (const [rule, then] of seen) expect(rule).toEqual(then)
  })

  test('visits every instance once an epoch, in another order each time', async () => {
    const orders: number[][] = []
    let order: number[] = []
    const on = await openReference()
    const watched: Backend = {
      ...on,
      gather(to, from, columns) {
        if (to.rows === 2 && from.columns === 25 && to.columns <= 4) order.push(...columns)
        if (order.length === 25) orders.push(order.splice(0))
        on.gather(to, from, columns)
      },
    }
    await finish({ epochs: 3, batchSize: 4, reportEvery: 3 }, watched)
    expect(orders).toHaveLength(3)
    for (const seen of orders)
      expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, i) => i))
    expect(new Set(orders.map(String)).size).toBe(3)
    order = []
  })

  test('with L2 reports the norm of the gradient at the parameters it was taken at', async () => {
    const on = await open()
    const first = initialParameters(shape, 0)
    const [report] = await collect(
      train(on, shape, data, { epochs: 1, l2: 0.5, optimizer: gradientDescent() }),
    )
    const training = train(on, shape, data, { epochs: 1, l2: 0.5, optimizer: gradientDescent() })
    await collect(training)
    // One step of gradient descent moves P by −α G, so ‖G‖ = ‖P after − P before‖ / α.
    const after = await training.parameters()
    const squares = after.flatMap(({ W, b }, l) => [
      ...Array.from(W, (w, i) => (w - (first[l]?.W[i] ?? 0)) ** 2),
      ...Array.from(b, (v, i) => (v - (first[l]?.b[i] ?? 0)) ** 2),
    ])
    const moved = Math.sqrt(squares.reduce((sum, square) => sum + square, 0))
    expect(report?.gradientNorm).toBeCloseTo(moved / 0.1, 10)
  })
})

describe('every end of a run frees every tensor', () => {
  test('the limit of epochs', async () => {
    const on = await open()
    const training = train(on, shape, data, { epochs: 3, batchSize: 4, optimizer: adam() })
    await collect(training)
    expect([training.outcome, on.liveBytes()]).toEqual(['epochs', 0])
  })

  test("the consumer's break; the parameters of that epoch stay available", async () => {
    const on = await open()
    const training = train(on, shape, data, { epochs: 100 })
    let seen: NetworkParameters | undefined
    for await (const { epoch } of training) {
      seen = await training.parameters()
      if (epoch === 5) break
    }
    expect([training.outcome, on.liveBytes()]).toEqual(['stopped', 0])
    expect(await training.parameters()).toEqual(seen)
    expect(await training.parameters()).toEqual(await finish({ epochs: 5 }))
  })

  test('an AbortSignal, also within an epoch', async () => {
    const on = await openReference()
    const abort = new AbortController()
    let steps = 0
    const counting: Backend = {
      ...on,
      residual(...operands) {
        if (++steps === 8) abort.abort()
        on.residual(...operands)
      },
    }
    const training = train(counting, shape, data, { epochs: 100, batchSize: 5, signal: abort.signal })
    await collect(training)
    const { epoch, step } = await training.state()
    expect([training.outcome, on.liveBytes(), epoch, step]).toEqual(['aborted', 0, 1, 3])
  })

  test('patience', async () => {
    const on = await open()
    const training = train(on, shape, data, {
      epochs: 5000,
      validation,
      patience: 3,
      optimizer: adam({ learningRate: 0.1 }),
    })
    const reports = await collect(training)
    expect([training.outcome, on.liveBytes()]).toEqual(['patience', 0])
    expect(reports.at(-1)?.epoch).toBe(training.best.epoch + 3)
  })

  test('divergence', async () => {
    const on = await open()
    const training = train(on, shape, data, {
      epochs: 100,
      optimizer: gradientDescent({ learningRate: 1e308 }),
    })
    await expect(collect(training)).rejects.toThrow(DivergenceError)
    expect([training.outcome, on.liveBytes()]).toEqual(['diverged', 0])
  })

  test('a device that fails', async () => {
    const on = await openReference()
    const failing: Backend = {
      ...on,
      residual() {
        throw new Error('the device is gone')
      },
    }
    const training = train(failing, shape, data, { epochs: 3 })
    await expect(collect(training)).rejects.toThrow('the device is gone')
    expect([training.outcome, on.liveBytes()]).toEqual(['failed', 0])
    await expect(training.state()).rejects.toThrow('failed')
  })

  test('a device that has no room', async () => {
    const on = await openReference()
    let left = 12
    const small: Backend = {
      ...on,
      tensor(rows, columns, values) {
        if (left-- === 0) throw new Error('no room')
        return on.tensor(rows, columns, values)
      },
    }
    await expect(collect(train(small, shape, data, { epochs: 3 }))).rejects.toThrow('no room')
    expect(on.liveBytes()).toBe(0)
  })
})

describe('early stopping', () => {
  test('restores the parameters of the best validation cost', async () => {
    const on = await open()
    const options = {
      epochs: 300,
      validation,
      patience: 4,
      optimizer: adam({ learningRate: 0.1 }),
      batchSize: 5,
    }
    const training = train(on, shape, data, options)
    const reports = await collect(training)
    const lowest = Math.min(...reports.map(({ validationCost }) => validationCost ?? Number.NaN))
    expect(await cost(on, shape, await training.parameters(), validation)).toBe(lowest)
    expect(training.best.cost).toBe(lowest)
  })

  test('watches every epoch, whatever is reported', async () => {
    const options = { epochs: 300, validation, patience: 4, optimizer: adam({ learningRate: 0.1 }) }
    const quiet = train(await open(), shape, data, { ...options, reportEvery: 1000 })
    const loud = train(await open(), shape, data, options)
    const [last] = await collect(quiet)
    expect(last?.epoch).toBe((await collect(loud)).at(-1)?.epoch)
    expect(await quiet.parameters()).toEqual(await loud.parameters())
  })
})

describe('a state resumes with the same bits', () => {
  const optimizers: Record<string, Optimizer> = {
    gradientDescent: gradientDescent(),
    momentum: momentum(),
    adam: adam({ learningRate: 0.05 }),
  }
  test.each(Object.keys(optimizers))(
    'of %s, at any epoch, with any batch, L2, schedule and early stopping',
    async (name) => {
      const optimizer = optimizers[name] ?? gradientDescent()
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 7 }),
          fc.constantFrom(3, 10, 'full' as const),
          fc.constantFrom({ kind: 'constant' } as const, { kind: 'cosine', final: 0.1 } as const),
          fc.constantFrom(0, 2),
          async (stop, batchSize, schedule, patience) => {
            const options = {
              epochs: 8,
              optimizer,
              batchSize,
              schedule,
              patience,
              validation,
              l2: 0.01,
              seed: 5,
            }
            const whole = train(await open(), shape, data, options)
            await collect(whole)
            const interrupted = train(await open(), shape, data, options)
            for await (const { epoch } of interrupted) if (epoch === stop) break
            const state = structuredClone(await interrupted.state())
            const resumed = train(await open(), shape, data, { ...options, resume: state })
            if (interrupted.outcome === 'stopped') await collect(resumed)
            else return
            expect(await resumed.state()).toEqual(await whole.state())
            expect(await resumed.parameters()).toEqual(await whole.parameters())
          },
        ),
        { numRuns: 12 },
      )
    },
  )

  test('also when a signal ended the run within an epoch', async () => {
    const options = { epochs: 4, batchSize: 4, optimizer: adam() }
    const abort = new AbortController()
    const on = await openReference()
    let steps = 0
    const counting: Backend = {
      ...on,
      residual: (...operands) => {
        if (++steps === 10) abort.abort()
        on.residual(...operands)
      },
    }
    const interrupted = train(counting, shape, data, { ...options, signal: abort.signal })
    await collect(interrupted)
    const state = await interrupted.state()
    expect(state.step).toBe(3)
    expect(await finish({ ...options, resume: state })).toEqual(await finish(options))
  })

  test.each([1, 2, 3, 4, 5])(
    'also when a signal came while an epoch was evaluated, at its %i. cost',
    async (n) => {
      const options = { epochs: 4, batchSize: 4, optimizer: adam(), validation, patience: 3 }
      const abort = new AbortController()
      const on = await openReference()
      let costs = 0
      const counting: Backend = {
        ...on,
        cost: (...operands) => {
          if (++costs === n) abort.abort()
          on.cost(...operands)
        },
      }
      const interrupted = train(counting, shape, data, { ...options, signal: abort.signal })
      const reports = await collect(interrupted)
      expect(interrupted.outcome).toBe('aborted')
      // Each epoch has two costs: after the first of them the other is not begun.
      expect([reports.length, costs]).toEqual([Math.floor(n / 2), n])
      const state = await interrupted.state()
      expect(state.epoch).toBe(reports.length)
      const whole = train(await open(), shape, data, options)
      const all = await collect(whole)
      const resumed = train(await open(), shape, data, { ...options, resume: state })
      expect([...reports, ...(await collect(resumed))].map(({ cost }) => cost)).toEqual(
        all.map(({ cost }) => cost),
      )
      expect(await resumed.state()).toEqual(await whole.state())
      expect(resumed.best).toEqual(whole.best)
    },
  )

  test('and is refused by an optimizer that keeps other moments', async () => {
    const training = train(await open(), shape, data, { epochs: 1, optimizer: adam() })
    await collect(training)
    const resume = await training.state()
    expect(() => train({} as Backend, shape, data, { epochs: 2, resume })).toThrow(/moments/)
  })

  test('and is refused with another network, other data or another recipe, but not for more epochs', async () => {
    const options = { epochs: 2, optimizer: adam(), validation }
    const on = await open()
    const training = train(on, shape, data, options)
    await collect(training)
    const resume = await training.state()
    const resumed = (change: Partial<TrainOptions>, of = data, by = shape) =>
      train(on, by, of, { ...options, ...change, resume })
    const moved = { ...data, X: data.X.map((x, at) => (at === 3 ? x + 1 : x)) }
    expect(() => resumed({}, moved)).toThrow('The state to resume is of other data.')
    expect(() => resumed({ validation: data })).toThrow(/other data/)
    expect(() => resumed({}, data, { ...shape, activations: ['tanh'] })).toThrow(/another network/)
    for (const change of [
      { optimizer: adam({ learningRate: 0.5 }) },
      { batchSize: 2 },
      { l2: 1 },
      { seed: 1 },
    ]) {
      expect(() => resumed(change)).toThrow(/another recipe/)
    }
    expect(() => resumed({ epochs: 9 })).not.toThrow()
  })
})

describe('seed, weights and L2', () => {
  test('the same seed gives the same run, another seed another', async () => {
    const options = { epochs: 2, batchSize: 5, seed: 3 }
    expect(await finish(options)).toEqual(await finish(options))
    expect(await finish({ ...options, seed: 4 })).not.toEqual(await finish(options))
  })

  test('weights count by their ratio: scaling all of them changes nothing', async () => {
    const weights = Float64Array.from({ length: 25 }, (_, i) => 1 + (i % 3))
    const run = async (scale: number) => {
      const sampleWeights = weights.map((weight) => weight * scale)
      const training = train(await open(), shape, { ...data, sampleWeights }, { epochs: 3, batchSize: 10 })
      await collect(training)
      return training.parameters()
    }
    expect(await run(8)).toEqual(await run(1))
    expect(await run(1)).not.toEqual(await finish({ epochs: 3, batchSize: 10 }))
  })

  test('a weight of 2 is the instance twice', async () => {
    const twice = {
      instances: 26,
      X: Float64Array.of(...data.X, ...data.X.subarray(0, 2)),
      Y: Float64Array.of(...data.Y, ...data.Y.subarray(0, 1)),
    }
    const sampleWeights = Float64Array.from({ length: 25 }, (_, i) => (i === 0 ? 2 : 1))
    const run = async (of: typeof data) => {
      const training = train(await open(), shape, of, { epochs: 5 })
      await collect(training)
      return (await training.parameters()).flatMap(({ W, b }) => [...W, ...b])
    }
    const weighted = await run({ ...data, sampleWeights })
    const doubled = await run(twice)
    for (const [i, value] of weighted.entries()) expect(value).toBeCloseTo(doubled[i] ?? Number.NaN, 12)
  })

  test('balanced weights make every class count the same', () => {
    const Y = Float64Array.of(1, 0, 0, 0)
    expect([...balancedWeights({ instances: 4, X: Float64Array.of(), Y })]).toEqual([2, 2 / 3, 2 / 3, 2 / 3])
    const three = Float64Array.of(1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1)
    expect([...balancedWeights({ instances: 4, X: Float64Array.of(), Y: three })]).toEqual([
      2 / 3,
      4 / 3,
      2 / 3,
      4 / 3,
    ])
  })

  test('L2 holds the weights down, not the biases', async () => {
    const zero = initialParameters(shape, 0).map(({ W }, l) => ({
      W: W.map(() => 0),
      b: Float64Array.of(...(l ? [3] : [3, 3, 3, 3])),
    }))
    // With all weights 0 only b2 has a gradient; strong L2 must leave the first biases where they are.
    const [layer] = await finish({
      epochs: 1,
      l2: 100,
      parameters: zero,
      optimizer: gradientDescent({ learningRate: 0.001 }),
    })
    expect([...(layer?.b ?? [])]).toEqual([3, 3, 3, 3])
    const size = async (l2: number) =>
      (await finish({ epochs: 50, l2 })).flatMap(({ W }) => [...W]).reduce((sum, w) => sum + w * w, 0)
    expect(await size(0.5)).toBeLessThan((await size(0)) / 2)
  })
})

test('the cost of more instances than are evaluated at once is their mean', async () => {
  const on = await open()
  const many = problem(shape, 10_000)
  const sampleWeights = Float64Array.from({ length: 10_000 }, (_, i) => i % 3)
  const first = initialParameters(shape, 0)
  const part = (from: number, to: number) =>
    cost(on, shape, first, {
      instances: to - from,
      X: many.X.subarray(2 * from, 2 * to),
      Y: many.Y.subarray(from, to),
    })
  const halves = (await part(0, 4000)) * 0.4 + (await part(4000, 10_000)) * 0.6
  expect(await cost(on, shape, first, many)).toBeCloseTo(halves, 12)
  const kept = many.Y.map((_, i) => i).filter((i) => i % 3 > 0)
  const twice = Float64Array.from([...kept].flatMap((i) => (i % 3 === 2 ? [i, i] : [i])))
  const X = Float64Array.from([...twice].flatMap((i) => [...many.X.subarray(2 * i, 2 * i + 2)]))
  const Y = twice.map((i) => many.Y[i] ?? Number.NaN)
  expect(await cost(on, shape, first, { ...many, sampleWeights })).toBeCloseTo(
    await cost(on, shape, first, { instances: twice.length, X, Y }),
    12,
  )
  expect(on.liveBytes()).toBe(0)
})

describe('divergence', () => {
  const large = { ...data, X: data.X.map((x, i) => (i % 2 === 1 ? x * 1e200 : x)) }

  test('names the epoch, the layer, the largest parameter, the likely feature and the remedy', async () => {
    const error = await collect(train(await open(), shape, large, { epochs: 50 })).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!isDivergence(error)) throw new Error(`not a DivergenceError: ${error}`)
    const { epoch, layer, largest, feature, magnitude } = error.divergence
    expect(error.code).toBe('DIVERGED')
    expect(error.message).toContain(
      `epoch ${epoch} in layer ${layer}: the largest parameter was ${largest.name}[`,
    )
    expect(feature).toBe(1)
    expect(magnitude).toBeGreaterThan(1e199)
    expect(error.remedy).toMatch(/Lower the learning rate, now 0.1, or scale feature 1, which reaches/)
    expect(Number.isFinite(largest.value)).toBe(true)
  })

  test('leaves the best parameters so far', async () => {
    const rates = { kind: 'step', every: 5, factor: 1e200 } as const
    const on = await open()
    const training = train(on, shape, data, { epochs: 50, schedule: rates })
    const seen: Progress[] = []
    const error = await (async () => {
      for await (const report of training) seen.push(report)
    })().then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!isDivergence(error)) throw new Error(`not a DivergenceError: ${error}`)
    const lowest = Math.min(...seen.map((report) => report.cost))
    expect(await cost(on, shape, error.best.parameters, data)).toBe(lowest)
    expect(await training.parameters()).toEqual(error.best.parameters)
  })
})

test('the event loop gets its turn: a timer can end a run that has no report to make', async () => {
  const abort = new AbortController()
  let turns = 0
  const timer = setInterval(() => {
    if (++turns === 4) abort.abort()
  }, 1)
  const endless = { epochs: 1e9, reportEvery: 1e9, signal: abort.signal }
  const training = train(await openReference(), shape, data, endless)
  await collect(training)
  clearInterval(timer)
  expect(training.outcome).toBe('aborted')
})

describe('first parameters', () => {
  const wide = network({ features: 30, hidden: [100_000] })

  test('are not all drawn where a signal comes: nothing is on the device, and there is no state', async () => {
    const on = await open()
    const abort = new AbortController()
    const run = train(on, wide, problem(wide, 4), { epochs: 1, signal: abort.signal })
    setTimeout(() => abort.abort()) // it fires where the event loop is handed back
    expect(await collect(run)).toEqual([])
    expect(run.outcome).toBe('aborted')
    expect(on.liveBytes()).toBe(0)
    await expect(run.state()).rejects.toMatchObject({ code: 'ABORTED' })
  })

  test('are the same when they are asked for before the run', async () => {
    const on = await open()
    const run = () => train(on, shape, data, { epochs: 1, seed: 3 })
    expect(await run().parameters()).toEqual(initialParameters(shape, 3))
    expect(run().best.parameters).toEqual(initialParameters(shape, 3))
  })
})

test('a device is waited for at least every few hundred steps, so that its queue stays bounded', async () => {
  const on = await openReference()
  let [steps, longest] = [0, 0]
  const queued: Backend = {
    ...on,
    residual: (...operands) => {
      longest = Math.max(longest, ++steps)
      on.residual(...operands)
    },
    read: (from) => {
      steps = 0
      return on.read(from)
    },
  }
  await finish({ epochs: 600, reportEvery: 600 }, queued)
  expect(longest).toBeLessThanOrEqual(256)
})

describe('what cannot be trained is refused at once, with a remedy', () => {
  const on = {} as Backend // never used
  const refused: Record<string, () => unknown> = {
    'epochs is 0': () => train(on, shape, data, { epochs: 0 }),
    'epochs is 1.5': () => train(on, shape, data, { epochs: 1.5 }),
    'batchSize is 0': () => train(on, shape, data, { epochs: 1, batchSize: 0 }),
    'l2 is -1': () => train(on, shape, data, { epochs: 1, l2: -1 }),
    'reportEvery is 0': () => train(on, shape, data, { epochs: 1, reportEvery: 0 }),
    'patience is -1': () => train(on, shape, data, { epochs: 1, patience: -1, validation }),
    'Patience has no validation': () => train(on, shape, data, { epochs: 1, patience: 1 }),
    'seed 0.5': () => train(on, shape, data, { epochs: 1, seed: 0.5 }),
    'seed -1': () => train(on, shape, data, { epochs: 1, seed: -1 }),
    'step schedule': () =>
      train(on, shape, data, { epochs: 1, schedule: { kind: 'step', every: 0, factor: 1 } }),
    'cosine schedule': () => train(on, shape, data, { epochs: 1, schedule: { kind: 'cosine', final: 2 } }),
    'learningRate is NaN': () => adam({ learningRate: Number.NaN }),
    'beta2 is 1': () => adam({ beta2: 1 }),
    'parameters have 1 layers': () =>
      train(on, shape, data, { epochs: 1, parameters: initialParameters(shape, 0).slice(1) }),
    'Layer 1 is 4×2': () =>
      train(on, shape, data, {
        epochs: 1,
        parameters: initialParameters(network({ features: 3, hidden: [4] }), 0),
      }),
  }
  test.each(Object.keys(refused))('%s', (message) => {
    expect(refused[message]).toThrow(InvalidOptionError)
    expect(refused[message]).toThrow(message)
  })

  const bad: Record<string, Partial<typeof data> & { sampleWeights?: Float64Array }> = {
    'There are 0 instances': { instances: 0 },
    'X holds 50 numbers but must hold 2×24': { instances: 24 },
    'X is NaN in row 1 of instance 2': { X: data.X.with(5, Number.NaN) },
    'X is Infinity in row 0 of instance 0': { X: data.X.with(0, Number.POSITIVE_INFINITY) },
    'The target of instance 3 is 2': { Y: data.Y.with(3, 2) },
    'sampleWeights holds 3 numbers': { sampleWeights: Float64Array.of(1, 2, 3) },
    'The sample weight of instance 4 is -1': { sampleWeights: new Float64Array(25).fill(1).with(4, -1) },
    'Every sample weight is 0': { sampleWeights: new Float64Array(25) },
  }
  test.each(Object.keys(bad))('%s', (message) => {
    const run = () => train(on, shape, { ...data, ...bad[message] }, { epochs: 1 })
    expect(run).toThrow(InvalidDataError)
    expect(run).toThrow(message)
  })

  test('targets that are no distribution', () => {
    const classes = network({ features: 2, outputs: 3, output: 'softmax' })
    const wrong = { ...problem(classes, 2), Y: Float64Array.of(1, 0, 0, 1, 1, 0) }
    expect(() => train(on, classes, wrong, { epochs: 1 })).toThrow('The targets of instance 1 add up to 2.')
  })
})

test('a run whose every number is lost names the largest parameter it had before', async () => {
  const on = await openReference()
  const training = train(on, shape, data, { epochs: 3 })
  const broken = async (): Promise<void> => {
    for await (const { epoch } of training) {
      if (epoch > 1) continue
      on.update = (P) => on.write(P, new Float64Array(P.rows * P.columns).fill(Number.NaN))
    }
  }
  await expect(broken()).rejects.toThrow(
    /largest parameter at epoch 1, before its numbers were lost, was [Wb]\d\[/,
  )
})
