import type { Encoder } from '@leven/tabular'
import type { DataSource } from '../data/data-source.ts'
import type { Departure } from '../training/frame.ts'

/** Where a run stands, as this browser keeps it. */
export interface KeptRun {
  readonly format: 1
  /** Milliseconds since 1970. */
  readonly time: number
  /** The address behind its #, settings and all. */
  readonly hash: string
  readonly epoch: number
  /** Everything the run needs to go on, as links write it. */
  readonly state: string
  readonly departure: Departure | undefined
}

/** What it learns from, as this browser keeps it: written when it changes, for a table can be large. */
export interface KeptData {
  readonly format: 1
  readonly source: DataSource
  readonly encoder: Encoder
  readonly notes: readonly string[]
}

/** Data that an entry of the browser's history stands for, as this browser keeps them. */
export interface KeptSource {
  readonly format: 1
  readonly source: DataSource
}

/** A session that was kept. */
export interface Kept {
  readonly run: KeptRun
  readonly data: KeptData
}
