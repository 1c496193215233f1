import { basename } from 'node:path'
import { type Backend, isLevenError, LevenError } from '@leven/core'
import {
  type Baselines,
  logisticRegression,
  type OpenTeam,
  parametersSha256,
  recipeOptionsOf,
  saveModel,
  settlePlan,
  type TrainedModel,
  trainBaselines,
  trainModel,
} from '@leven/model'
import { inputCount, type TargetColumn } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import { begin, type Journey, runOf, waysOn } from '../checkpoints/run.ts'
import type { GivenTrainOptions, TrainCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { type Interrupt, listenForInterrupt } from '../interrupt.ts'
import { judgeUnseen } from '../judged/judge-unseen.ts'
import { looksLikeModel } from '../model-kind.ts'
import { reserveOutput } from '../output-file.ts'
import { openTrainingBar } from '../progress-bar.ts'
import type { Report, ReportRules } from '../report/report.ts'
import { printScorecard, type Score, verdictOf } from '../scorecard.ts'
import { openRowFile } from '../scratch/row-file.ts'
import { filesRead } from '../table/files-read.ts'
import { mostCellsHeld } from '../table/most-cells.ts'
import { located } from '../table/read.ts'
import { readToTrain, type TrainingTable } from '../table/read-to-train.ts'
import { openTeams, type Teams } from '../team/teams.ts'
import { note, printJson, tell } from '../terminal.ts'
import { checkDevice, checkOptions } from '../train-refusals.ts'
import { version } from '../version.ts'
import { worstFindings } from '../worst-findings.ts'

/** A baseline may take as long as the network did, and at least so long, in milliseconds. */
const leastForBaselines = 2000

/**
 * `leven train`: reads a table, trains, saves the model, and prints how good it is.
 * @returns the exit status.
 */
export async function trainCommand(file: string | undefined, given: GivenTrainOptions): Promise<number> {
  const begun = performance.now()
  const run = await runOf(file, given)
  const { data, options: asked, command } = run
  checkOptions(asked)
  const interrupt = listenForInterrupt()
  const request = { data, query: asked.query, text: asked }
  const inputs = () => filesRead(request)
  const out = await reserveOutput(asked.out ?? `${nameOf(data)}.safetensors`, {
    isOurs: looksLikeModel,
    ours: 'model of Leven',
    inputs,
    force: asked.force,
  })
  const report =
    asked.report === undefined
      ? null
      : await reportTo(asked.report, { data, inputs, others: [out], command, force: asked.force })
  const journey = await begin(run, out.path)
  const on = await openBackend(asked.backend, asked)
  const teams = openTeams(on, asked)
  let table: TrainingTable | undefined
  try {
    checkDevice(on, asked)
    table = await readToTrain(request, asked.stream)
    const options = optionsFor(table, asked)
    for (const sentence of table.notes) note(sentence)
    for (const sentence of await worstFindings(table, options)) note(sentence)
    const trained = await learn(on, table, options, interrupt, teams.open, journey)
    if (trained === null) {
      tell(`leven: interrupted before the first epoch was done; nothing was saved${waysOn(journey)}.`)
      return interrupt.status ?? exitStatus.interrupted
    }
    await out.write(await saveModel(trained.model))
    if (trained.aborted) {
      tell(
        `leven: interrupted ${reached(trained)}; the model so far is saved as ${out.path}${waysOn(journey)}.`,
      )
      return interrupt.status ?? exitStatus.interrupted
    }
    const learned = performance.now()
    const compared = await compare(on, table, trained, options, interrupt, teams, learned - begun)
    if (compared === null) {
      tell(`leven: interrupted before the model was judged; it is saved as ${out.path}.`)
      return interrupt.status ?? exitStatus.interrupted
    }
    const score: Score = {
      path: out.path,
      trained,
      backend: on.info,
      rows: table.rows,
      ...compared,
      parametersSha256: await parametersSha256(trained.model.parameters),
      seconds: (learned - begun) / 1000,
    }
    if (report) await writeReport(report, score, table, interrupt)
    if (options.json) printJson(summary(score))
    else await printScorecard(score)
    return interrupt.status ?? exitStatus.done // a signal that came when there was nothing to stop any more
  } finally {
    table?.close()
    await teams.close()
    await on.close()
    interrupt.stop()
  }
}

/** What reports are made of is loaded for those who ask for one. */
async function reportTo(path: string, rules: ReportRules): Promise<Report> {
  return (await import('../report/report.ts')).reserveReport(path, rules)
}

/** A table that is too large for memory is learnt by one network, unless it is said otherwise. */
function optionsFor(table: TrainingTable, options: TrainCommandOptions): TrainCommandOptions {
  const { members, small } = options
  if (!table.streamed || settlePlan(options) === null || members !== undefined || small) return options
  note(
    `The table has ${(table.rows * table.columns.length).toLocaleString('en-US')} cells, more than ${mostCellsHeld.toLocaleString('en-US')}: it is streamed to a single network (--members 1). --no-stream holds it in memory.`,
  )
  return { ...options, members: 1 }
}

/** The importance of columns needs the table in memory. */
async function writeReport(
  report: Report,
  score: Score,
  table: TrainingTable,
  interrupt: Interrupt,
): Promise<void> {
  if (table.streamed) note('The report of a streamed table leaves the importance of columns out.')
  await interrupt.whileStopping(() => report.ofTraining(score, table.streamed ? null : table))
}

/** The data's name without folder and extensions. */
function nameOf(data: string | undefined): string {
  if (data === undefined || data === '-') return 'model'
  const name = basename(data).replace(/(\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet|pq))?(\.gz)?$/i, '')
  return name.replace(/[*?[\]]/g, '').replace(/^[.-]+|[.-]+$/g, '') || 'model'
}

/** Trains; null where a signal came before there was anything to keep. */
async function learn(
  on: Backend,
  table: TrainingTable,
  options: TrainCommandOptions,
  interrupt: Interrupt,
  openTeam: OpenTeam,
  { keeper, checkpoint }: Journey,
): Promise<TrainedModel | null> {
  const bar = await openTrainingBar()
  try {
    return await interrupt.whileStopping(async () => {
      const trained = await trainModel(on, table, recipeOptionsOf(options), {
        signal: interrupt.signal,
        openTeam,
        versions: { leven: version() },
        options: {
          query: options.query ?? null,
          reproducible: table.reproducible,
          streamed: table.streamed,
        },
        ...(table.streamed && { openRows: openRowFile }),
        onNotes: (sentences) => {
          bar.stop()
          sentences.forEach(note)
        },
        onProgress: (progress) => bar.epoch(progress, options.epochs),
        onMembers: (progress) => bar.members(progress),
        ...(keeper && { onCheckpoint: keeper.onCheckpoint }),
        ...(checkpoint && { resume: checkpoint }),
      })
      if (trained.aborted) await keeper?.flush()
      return trained
    })
  } catch (error) {
    if (isLevenError(error) && error.code === 'ABORTED') {
      await keeper?.flush()
      return null
    }
    throw located(table, unsaved(error))
  } finally {
    bar.stop()
  }
}

/** A divergence says that there is no model. */
function unsaved(error: unknown): unknown {
  if (!(isLevenError(error) && error.code === 'DIVERGED')) return error
  return new LevenError(error.code, `${error.message} Nothing was saved.`, error.remedy, { cause: error })
}

/** How far a training came that was interrupted. */
function reached({ model: { training } }: TrainedModel): string {
  const { members, curve, options } = training
  return members ? `after epoch ${curve.epochs}` : `after epoch ${curve.epochs} of ${options.epochs}`
}

/** What a model is held against; null where a signal came before it was known. */
async function compare(
  on: Backend,
  table: TrainingTable,
  trained: TrainedModel,
  options: TrainCommandOptions,
  interrupt: Interrupt,
  teams: Teams,
  milliseconds: number,
): Promise<Pick<Score, 'baseline' | 'judged'> | null> {
  try {
    const baseline = await judge(on, table, options, interrupt, teams, milliseconds)
    if (interrupt.signal.aborted) return null
    const judged = await interrupt.whileStopping(() =>
      judgeUnseen(trained, baseline, options.maximise, interrupt.signal),
    )
    if (interrupt.signal.aborted) return null
    return { baseline, judged }
  } catch (error) {
    if (interrupt.signal.aborted && isLevenError(error) && error.code === 'ABORTED') return null
    throw error
  }
}

/** Trains the baselines, which may not take longer than the network did. */
async function judge(
  on: Backend,
  table: TrainingTable,
  options: TrainCommandOptions,
  interrupt: Interrupt,
  teams: Teams,
  milliseconds: number,
): Promise<Baselines | null> {
  if (options.baseline === false) return null
  const enough = AbortSignal.timeout(Math.max(leastForBaselines, Math.round(milliseconds)))
  const signal = AbortSignal.any([interrupt.signal, enough])
  const bar = await openTrainingBar('linear baseline')
  const found = await interrupt
    .whileStopping(() =>
      trainBaselines(on, table, options, {
        signal,
        breakOff: interrupt.signal,
        openTeam: teams.open,
        onProgress: (progress) => bar.epoch(progress, logisticRegression.epochs),
        onMembers: (progress) => bar.members(progress),
        ...(table.streamed && { openRows: openRowFile }),
      }),
    )
    .finally(() => bar.stop())
  if (found.cut && !interrupt.signal.aborted) {
    note(
      'The linear baseline was stopped after as long as the network took; it is as good as it was by then.',
    )
  }
  return found
}

/** The object that `train --json` prints. */
function summary(score: Score): { readonly [key: string]: unknown } {
  const { path, trained, backend, rows, baseline, parametersSha256, seconds } = score
  const { encoder, training } = trained.model
  const { name, device, accelerated, reason } = backend
  return {
    model: path,
    task: encoder.target.task,
    target: encoder.target.name,
    labels: labelsOf(encoder.target),
    positive: encoder.target.task === 'binary' ? encoder.target.positive : null,
    rows,
    features: inputCount(encoder),
    epochs: training.curve.epochs,
    seed: training.seed,
    backend: { name, device, accelerated, reason },
    members: training.members,
    failedRates: trained.failures,
    train: trained.train,
    validation: trained.validation,
    baseline: baseline && { majority: baseline.majority, logistic: baseline.logistic },
    ...score.judged,
    verdict: verdictOf(score),
    parametersSha256,
    seconds: Math.round(seconds * 1000) / 1000,
  }
}

function labelsOf(target: TargetColumn): readonly string[] | null {
  return target.task === 'regression' ? null : target.labels
}
