import type { Activation, OpenOptions } from '@leven/core'
import type { DialectName, ExportTarget } from '@leven/export'
import type { RecipeOptions } from '@leven/model'
import type { ReadingOptions, Task, TextOptions } from '@leven/tabular'
import type { OnError } from './predictions/predict-rows.ts'
import type { RowFormat } from './predictions/row-text.ts'

/** Options every command has. */
export interface CommonOptions {
  readonly json?: boolean
  readonly verbose?: boolean
}

/** Options of commands that read a table. */
export interface TableOptions extends TextOptions {
  readonly query?: string
}

/** Options of commands that compute. */
export interface BackendOptions extends OpenOptions {
  readonly backend?: string
}

export interface TrainCommandOptions extends CommonOptions, TableOptions, BackendOptions, RecipeOptions {
  readonly target: string
  readonly out?: string
  /** Whether --out may replace the data, or a file that is no model. */
  readonly force?: boolean
  /** What a threshold is chosen for, out of fold. */
  readonly maximise?: string
  /** Where a report is written. */
  readonly report?: string
  /** Worker threads for members. */
  readonly workers?: number
  /** false with --no-baseline. */
  readonly baseline?: boolean
  /** Whether the table is held in memory or streamed, where the number of its cells is not to decide. */
  readonly stream?: boolean
  /** A folder for the checkpoints of a new run. */
  readonly checkpoint?: string
  /** Seconds from one checkpoint to the next. */
  readonly every?: number
  /** The folder of a run that goes on. */
  readonly resume?: string
}

/** What `leven train` is given: a run that goes on has a target already. */
export type GivenTrainOptions = Omit<TrainCommandOptions, 'target'> & {
  readonly target?: string
  /** A JSON file of options. */
  readonly config?: string
}

export interface EvaluateCommandOptions extends CommonOptions, TableOptions, BackendOptions {
  /** Instead of the model's own. */
  readonly weightColumn?: string
}

export interface PredictCommandOptions extends CommonOptions, TableOptions, BackendOptions {
  readonly id?: string
  /** Columns of the table written before the predictions; `*` is all. */
  readonly columns?: readonly string[]
  readonly to?: RowFormat
  readonly out?: string
  readonly force?: boolean
  readonly onError?: OnError
  /** The probability from which a row is positive. */
  readonly threshold?: number
  /** The share of rows that the interval or set of labels beside each prediction should hold. */
  readonly interval?: number
  readonly escapeFormulas?: boolean
}

export interface CrossvalidateCommandOptions
  extends CommonOptions,
    TableOptions,
    BackendOptions,
    RecipeOptions {
  readonly target: string
  readonly folds?: number
  readonly repeats?: number
  /** Names of recipes held against each other. */
  readonly recipes?: readonly string[]
  /** Where a report is written. */
  readonly report?: string
  /** Whether it may replace a file that is no report. */
  readonly force?: boolean
  readonly workers?: number
}

export interface ExplainCommandOptions extends CommonOptions, TableOptions, BackendOptions {
  /** The row whose prediction is explained, from 1. */
  readonly row?: number
  readonly repeats?: number
  readonly seed?: number
}

export interface InspectCommandOptions extends CommonOptions, BackendOptions {}

export interface ExportCommandOptions extends CommonOptions, BackendOptions {
  readonly to: ExportTarget
  readonly out?: string
  readonly force?: boolean
  readonly dialect?: DialectName
  readonly table?: string
  readonly id?: readonly string[]
}

export interface ServeCommandOptions {
  readonly port?: number
  readonly host?: string
  /** Bytes. */
  readonly maxBody?: number
  /** Seconds. */
  readonly timeout?: number
  readonly verbose?: boolean
}

export interface GradcheckCommandOptions extends CommonOptions, TableOptions, BackendOptions {
  readonly target?: string
  readonly task?: Task
  readonly positive?: string
  readonly hidden?: readonly number[]
  readonly activation?: Activation
  readonly l2?: number
  readonly seed?: number
  readonly ignore?: readonly string[]
  readonly weightColumn?: string
}

export interface DoctorCommandOptions extends CommonOptions, TableOptions, ReadingOptions {
  readonly target?: string
  readonly task?: Task
  readonly ignore?: readonly string[]
  readonly weightColumn?: string
}

export interface ConformCommandOptions extends CommonOptions {
  readonly runs?: number
  readonly thorough?: boolean
  readonly seed?: number
}

export interface CompareCommandOptions extends CommonOptions, TableOptions, RecipeOptions, OpenOptions {
  readonly target: string
  readonly backends: readonly string[]
}

export interface SweepCommandOptions extends CommonOptions, TableOptions, BackendOptions, RecipeOptions {
  readonly target: string
  /** Values to try, each as name=a|b. */
  readonly try?: readonly string[]
  readonly search?: 'random' | 'grid' | 'halving'
  readonly trials?: number
  /** Seconds after which no trial begins. */
  readonly time?: number
  readonly results?: string
  readonly workers?: number
  /** A folder for the results of the commands that are printed. */
  readonly list?: string | true
  readonly collect?: string
  readonly only?: string
  /** Redis or Valkey, whose workers run the trials. */
  readonly queue?: string
  /** The share of trials that another worker repeats. */
  readonly audit?: number
}

export interface WorkerCommandOptions extends CommonOptions {
  readonly queue: string
  readonly workers?: number
}
