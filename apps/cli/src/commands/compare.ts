import { type Backend, type BackendInfo, InvalidOptionError } from '@leven/core'
import { measure, parametersSha256, prepare, settleRecipe, startRun } from '@leven/model'
import type { Metrics } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { CompareCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { type Course, type Lap, runInLockstep } from '../lockstep.ts'
import { metricTexts, significant } from '../metrics-text.ts'
import { located, readTable } from '../table/read.ts'
import { note, print, printJson, styled } from '../terminal.ts'
import { counted, facts, textTable } from '../text-table.ts'

/** Steps that are held against the reference, operation by operation: rounded up to whole epochs. */
const heldSteps = 200

/** One backend, as `leven compare --json` prints it. */
interface Compared {
  /** As it was asked for: 'gpujs:webasm'. */
  readonly name: string
  readonly backend: Pick<BackendInfo, 'name' | 'device' | 'accelerated' | 'reason'>
  readonly epochs: number
  readonly cost: number
  readonly secondsPerEpoch: number
  readonly parametersSha256: string
  readonly train: Metrics
  readonly validation: Metrics | null
  /** From the first backend; null for itself. */
  readonly difference: {
    readonly firstEpoch: number | null
    readonly blocks: Lap['blocks']
    /** Each number of the metrics, on the rows held out or else trained on, minus the first backend's. */
    readonly metrics: Readonly<Record<string, number>>
  } | null
  /** How near each operation came to its error bar in the first steps; above 1 it broke its law. */
  readonly operations: readonly {
    readonly operation: string
    readonly calls: number
    readonly worstRatio: number
  }[]
}

/**
 * `leven compare`: the same run on several backends.
 * @returns the exit status: 1 where an operation left its error bar.
 */
export async function compareCommand(
  data: string | undefined,
  options: CompareCommandOptions,
): Promise<number> {
  const names = options.backends
  if (names.length < 2) {
    throw new InvalidOptionError('--backends names only one.', 'Name two or more, as cpu,reference.')
  }
  const recipe = settleRecipe(options)
  const backends: Backend[] = []
  try {
    for (const name of names) backends.push(await openBackend(name, options))
    const table = await readTable({ data, query: options.query, text: options })
    const prepared = understand()
    for (const sentence of [...table.notes, ...prepared.notes]) note(sentence)
    const course: Course = { ...prepared, recipe, validation: prepared.validation }
    const laps = await runInLockstep(backends, course)
    const compared: Compared[] = []
    for (const [i, on] of backends.entries()) {
      const lap = laps[i]
      if (lap) compared.push(await judge(names[i] ?? on.info.name, on, lap, course, compared[0]))
    }
    const { target } = prepared.encoder
    if (options.json)
      printJson({
        task: target.task,
        target: target.name,
        rows: table.rows,
        seed: recipe.seed,
        backends: compared,
      })
    else printComparison(compared)
    const held = compared.every(({ operations }) => operations.every(({ worstRatio }) => worstRatio <= 1))
    return held ? exitStatus.done : exitStatus.failed

    function understand() {
      try {
        return prepare(table, options, recipe)
      } catch (error) {
        throw located(table, error)
      }
    }
  } finally {
    for (const on of backends) await on.close()
  }
}

async function judge(
  name: string,
  on: Backend,
  lap: Lap,
  course: Course,
  first: Compared | undefined,
): Promise<Compared> {
  const { encoder, training, validation } = course
  const { name: own, device, accelerated, reason } = on.info
  const measureOn = (part: typeof training) => measure(on, lap.network, lap.parameters, encoder.target, part)
  const train = await measureOn(training)
  const held = validation ? await measureOn(validation) : null
  return {
    name,
    backend: { name: own, device, accelerated, reason },
    epochs: lap.epochs,
    cost: lap.cost,
    secondsPerEpoch: lap.secondsPerEpoch,
    parametersSha256: await parametersSha256(lap.parameters),
    train,
    validation: held,
    difference: first
      ? {
          firstEpoch: lap.firstEpochApart,
          blocks: lap.blocks,
          metrics: changes(held ?? train, first.validation ?? first.train),
        }
      : null,
    operations: await hold(on, course),
  }
}

/** The first steps again, each operation held against the reference on the device's own operands. */
async function hold(
  on: Backend,
  { encoder, recipe, training, validation }: Course,
): Promise<Compared['operations']> {
  const { witness } = await import('@leven/conformance')
  const watched = await witness(on)
  const size = recipe.batchSize === 'full' ? training.plain.instances : recipe.batchSize
  const epochs = Math.ceil(heldSteps / Math.ceil(training.plain.instances / size))
  const few = { ...recipe, epochs: Math.min(epochs, recipe.epochs), patience: 0 }
  const { run } = startRun(watched.on, encoder, few, training, validation, { reportEvery: few.epochs })
  for await (const _ of run) await watched.testimony()
  return (await watched.testimony()).map(({ operation, calls, worstRatio }) => ({
    operation,
    calls,
    worstRatio,
  }))
}

/** Numbers of one record minus those of another. */
function changes(now: Metrics, before: Metrics): Readonly<Record<string, number>> {
  const numbers = (metrics: Metrics) => new Map<string, unknown>(Object.entries(metrics))
  const old = numbers(before)
  return Object.fromEntries(
    [...numbers(now)].flatMap(([name, value]) => {
      const other = old.get(name)
      return typeof value === 'number' && typeof other === 'number' ? [[name, value - other]] : []
    }),
  )
}

function printComparison(compared: readonly Compared[]): void {
  const [first] = compared
  if (!first) return
  const rows = compared.map((one) => {
    const { name, cost, secondsPerEpoch, difference } = one
    const shown = metricTexts(one.validation ?? one.train, 'few').filter(([metric]) => metric !== 'cost')
    return { name, cost, secondsPerEpoch, difference, shown }
  })
  const metrics = rows[0]?.shown.map(([metric]) => metric) ?? []
  const where = first.validation
    ? `${first.validation.rows} rows held out`
    : `${first.train.rows} rows trained on`
  const [head = '', ...lines] = textTable([
    ['backend', 'cost', ...metrics, 'ms/epoch', 'parts at epoch'],
    ...rows.map(({ name, cost, secondsPerEpoch, difference, shown }) => [
      name,
      significant(cost),
      ...shown.map(([, text]) => text),
      (secondsPerEpoch * 1000).toPrecision(3),
      difference ? String(difference.firstEpoch ?? 'never') : '',
    ]),
  ])
  print(`${counted(first.epochs, 'epoch')}; cost on the rows trained on, the other metrics on ${where}`)
  print('')
  print(styled('heading', head))
  for (const line of lines) print(line)
  print('')
  const blocks = first.difference === null ? (compared[1]?.difference?.blocks ?? []) : []
  const table = textTable([
    [`largest distance from ${first.name}, in ulps`, ...blocks.map(({ name }) => name)],
    ...compared
      .slice(1)
      .map(({ name, difference }) => [
        name,
        ...(difference?.blocks ?? []).map(({ ulps }) => significant(ulps)),
      ]),
  ])
  for (const line of table) print(line)
  print('')
  const operations = [...new Set(compared.flatMap((one) => one.operations.map(({ operation }) => operation)))]
  const ratio = ({ operations: of }: Compared, operation: string) =>
    of.find((one) => one.operation === operation)?.worstRatio
  const bars = textTable([
    ['largest error over its bar', ...compared.map(({ name }) => name)],
    ...operations.map((operation) => [
      operation,
      ...compared.map((one) => {
        const worst = ratio(one, operation)
        return worst === undefined ? '' : worst.toFixed(3)
      }),
    ]),
  ])
  for (const line of bars) print(line)
  print('')
  for (const line of facts(compared.map(({ name, backend }) => [name, backend.device]))) print(line)
}
