/** The encodings a text table may be in. */
export const encodings = ['utf-8', 'utf-16', 'utf-16le', 'utf-16be', 'latin1', 'windows-1252'] as const

/** One of them. */
export type Encoding = (typeof encodings)[number]

/** How a text table is laid out, where the user says it. What is absent is found out. */
export interface TextOptions {
  /** One character. */
  readonly delimiter?: string
  /** One character, or '' for none. Default ". */
  readonly quote?: string
  /** What lines that are no part of the table begin with. */
  readonly comment?: string
  /** Lines above the header that are no part of the table. */
  readonly skip?: number
  /** Whether the first record names the columns. Default true. */
  readonly header?: boolean
  /** Of the file's bytes. Default: UTF-8, or UTF-16 where its mark says so. */
  readonly encoding?: Encoding
}
