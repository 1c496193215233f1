import {
  Allocation,
  type Backend,
  generator,
  learningWorkspace,
  network,
  placeParameters,
  step,
  uniform,
  withGradients,
} from '@leven/core'

/** A size of the notes' network: n0 features, n1 hidden units, m instances. */
export interface Size {
  readonly n0: number
  readonly n1: number
  readonly m: number
}

/** Microseconds of a training step. */
export interface Times {
  /** Nothing is read but the last prediction of all. */
  readonly resident: number
  /** Every step's prediction and parameters are read. */
  readonly readBack: number
}

/** Numbers in [−limit, limit) that follow from a seed. */
export function noise(seed: number, count: number, limit: number): Float32Array {
  const source = generator(seed, 'parameters')
  return Float32Array.from({ length: count }, () => uniform(source, limit))
}

/** A step that is ready to be timed. */
export interface Stepper {
  /** Steps for about so many milliseconds, at least one, both ways. */
  times(milliseconds: number): Promise<Times>
  free(): void
}

/** The training step of a size on a backend. It is compiled when this resolves. */
export async function stepper(on: Backend, { n0, n1, m }: Size): Promise<Stepper> {
  const from = new Allocation(on)
  const shape = network({ features: n0, hidden: [n1] })
  const first = [
    { W: noise(3, n1 * n0, Math.sqrt(6 / n0)), b: new Float32Array(n1) },
    { W: noise(4, n1, Math.sqrt(6 / n1)), b: new Float32Array(1) },
  ]
  const layers = withGradients(from, placeParameters(from, shape, first), 0)
  const Y = noise(2, m, 1).map((y) => (y > 0 ? 1 : 0))
  const batch = { X: from.tensor(n0, m, noise(1, n0 * m, 1)), Y: from.tensor(1, m, Y), s: undefined }
  const workspace = learningWorkspace(from, shape, layers, batch)
  const rule = { kind: 'gradientDescent', learningRate: 0.1, l2: 0 } as const
  const take = () => step(on, workspace, { weights: rule, biases: rule })
  take()
  await on.read(workspace.T)

  /** Steps for about so many milliseconds, at least one. */
  async function time(milliseconds: number, readBack: boolean): Promise<number> {
    const start = performance.now()
    let steps = 0
    let elapsed = 0
    do {
      // A queue of ten bounds what waits; the last read waits for all.
      for (let i = 0; i < (elapsed > 0 || readBack ? 10 : 1); i++) {
        take()
        steps++
        if (!readBack) continue
        await on.read(workspace.T)
        for (const { W, b } of layers) await Promise.all([on.read(W), on.read(b)])
        if (performance.now() - start > milliseconds) break
      }
      await on.read(workspace.T)
      elapsed = performance.now() - start
    } while (elapsed < milliseconds && elapsed < 1000)
    return (elapsed * 1000) / steps
  }

  return {
    times: async (milliseconds: number): Promise<Times> => ({
      resident: await time(milliseconds, false),
      readBack: await time(milliseconds, true),
    }),
    free: () => from.free(),
  }
}
