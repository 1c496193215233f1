import { type ConformanceReport, type ConformOptions, conform, witness } from '@leven/conformance'
import {
  type Backend,
  type BackendInfo,
  gradientDescent,
  type Network,
  network,
  predict,
  type TrainOptions,
  train,
} from '@leven/core'
import { type Size, type Stepper, stepper, type Times } from '../bench/stepper.ts'
import { type GpujsMode, openGpujsBackend } from '../src/index.ts'

/** A binary table as plain numbers, as it travels to a page: X column-major, an instance after the other. */
export interface Table {
  readonly features: number
  readonly X: readonly number[]
  readonly Y: readonly number[]
}

/** What became of a training. */
export interface Trained {
  readonly info: BackendInfo
  readonly costs: readonly number[]
  /** T of every instance. */
  readonly predictions: readonly number[]
  /** Each operation's worst error over its bar. */
  readonly ratios: Readonly<Record<string, number>>
}

/** Which laws a mode breaks, and how many it was held to. */
export interface Verdict {
  readonly laws: number
  readonly broken: readonly unknown[]
  readonly info: BackendInfo
}

/** The notes' network with four hidden units by gradient descent on the whole table, each operation held to its bar; then its predictions. */
export async function trains(mode: GpujsMode, table: Table, epochs: number): Promise<Trained> {
  const backend = await openGpujsBackend({ mode })
  const { on, testimony } = await witness(backend)
  const instances = table.Y.length
  const [X, Y] = [Float64Array.from(table.X), Float64Array.from(table.Y)]
  const shape = notes(table)
  const run = train(on, shape, { instances, X, Y }, { ...recipe, epochs })
  const costs: number[] = []
  for await (const { cost } of run) {
    costs.push(cost)
    await testimony()
  }
  const T = await predict(backend, shape, await run.parameters(), X, instances)
  const ratios = Object.fromEntries(
    (await testimony()).map(({ operation, worstRatio }) => [operation, worstRatio]),
  )
  const { info } = backend
  if (backend.liveBytes() !== 0) throw new Error(`${backend.liveBytes()} bytes are left`)
  await backend.close()
  return { info, costs, predictions: [...T], ratios }
}

/** The network of the training. */
export function notes({ features }: Table): Network {
  return network({ features, hidden: [4] })
}

/** The options of the training, for whoever repeats it on another backend. */
export const recipe: Omit<TrainOptions, 'epochs'> = {
  optimizer: gradientDescent({ learningRate: 0.5 }),
  seed: 1,
  reportEvery: 5,
}

/** The conformance suite on a mode. */
export async function conforms(mode: GpujsMode, options: ConformOptions): Promise<Verdict> {
  const report: ConformanceReport = await conform(mode, () => openGpujsBackend({ mode }), {
    shapes: 'few',
    ...options,
  })
  const broken = report.laws.filter(({ passed }) => !passed)
  return { laws: report.laws.length, broken, info: report.info }
}

/** Opens a mode; its reason or the error's message. */
export async function opens(mode: GpujsMode): Promise<string> {
  try {
    const on = await openGpujsBackend({ mode })
    const X = on.tensor(1, 2, Float32Array.of(1, 2))
    const T = on.tensor(1, 2)
    on.output(T, X, 'identity')
    const values = await on.read(T)
    await on.close()
    return `read ${values.join(' ')}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

let timing: { readonly on: Backend; run?: Stepper } | undefined

/** Opens a mode for benchmarks/gpujs/modes.ts. */
export async function startTiming(mode: GpujsMode): Promise<BackendInfo> {
  timing = { on: await openGpujsBackend({ mode }) }
  return timing.on.info
}

/** Compiles the training step of a size. */
export async function prepareTiming(size: Size): Promise<void> {
  if (timing) timing.run = await stepper(timing.on, size)
}

/** Times the step that was prepared. */
export async function takeTimes(milliseconds: number): Promise<Times> {
  if (!timing?.run) throw new Error('Nothing was prepared.')
  return timing.run.times(milliseconds)
}

/** Frees what was prepared. */
export function endTiming(): void {
  timing?.run?.free()
}

/** What a page or a worker can be asked for. */
export const program: {
  readonly trains: typeof trains
  readonly conforms: typeof conforms
  readonly opens: typeof opens
  readonly startTiming: typeof startTiming
  readonly prepareTiming: typeof prepareTiming
  readonly takeTimes: typeof takeTimes
  readonly endTiming: typeof endTiming
} = { trains, conforms, opens, startTiming, prepareTiming, takeTimes, endTiming }

declare global {
  var leven: typeof program
}

/** A call as it travels to a worker. */
interface Call {
  readonly name: keyof typeof program
  readonly args: readonly unknown[]
}

globalThis.leven = program
if (typeof document === 'undefined' && 'importScripts' in globalThis) {
  globalThis.addEventListener('message', async (event: MessageEvent<Call>) => {
    const call = program[event.data.name] as (...args: readonly unknown[]) => Promise<unknown>
    try {
      globalThis.postMessage({ result: await call(...event.data.args) })
    } catch (error) {
      globalThis.postMessage({ error: String(error) })
    }
  })
}
