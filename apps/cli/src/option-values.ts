import type { Thousands } from '@leven/tabular'
import { InvalidArgumentError } from 'commander'

/** @throws InvalidArgumentError for no name. */
export function path(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('Give a name that is not empty.')
}

/** @throws InvalidArgumentError for no name, and for `-`, which would look like stdout and be a file of that name. */
export function fileOnly(text: string): string {
  if (text !== '-') return path(text)
  throw new InvalidArgumentError('Name a file: this does not go to stdout. A file of that name is ./-.')
}

/** @throws InvalidArgumentError unless the text is a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
    throw new InvalidArgumentError(`Give a whole number of at least ${least}.`)
  }
}

/** @throws InvalidArgumentError unless the text is an integer from 0 to 2³² − 1. */
export function seed(text: string): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value < 2 ** 32) return value
  throw new InvalidArgumentError('Give an integer from 0 to 4294967295.')
}

/** @throws InvalidArgumentError unless the text is a number above 0. */
export function positiveNumber(text: string): number {
  const value = decimal(text)
  if (value > 0) return value
  throw new InvalidArgumentError('Give a number above 0.')
}

/** @throws InvalidArgumentError unless the text is a number of at least 0. */
export function nonNegativeNumber(text: string): number {
  const value = decimal(text)
  if (value >= 0) return value
  throw new InvalidArgumentError('Give a number of at least 0.')
}

/** @throws InvalidArgumentError unless the text is a number from 0 to below 1. */
export function share(text: string): number {
  const value = decimal(text)
  if (value >= 0 && value < 1) return value
  throw new InvalidArgumentError('Give a number from 0 to below 1.')
}

/** @throws InvalidArgumentError unless the text is a number from 0 to 1. */
export function probability(text: string): number {
  const value = decimal(text)
  if (value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('Give a number from 0 to 1.')
}

/** @throws InvalidArgumentError unless the text is `full` or a whole number above 0. */
export function batchSize(text: string): number | 'full' {
  if (text === 'full') return text
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidArgumentError('Give a whole number of at least 1, or full.')
}

/** @throws InvalidArgumentError unless the text is `auto` or a whole number from 1 to 16. */
export function threads(text: string): number | 'auto' {
  if (text === 'auto') return text
  if (/^([1-9]|1[0-6])$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number from 1 to 16, or auto.')
}

/** @throws InvalidArgumentError unless the text is `none` or whole numbers above 0, parted by commas. */
export function hiddenUnits(text: string): readonly number[] {
  if (text === 'none') return []
  const units = text.split(',').map((part) => part.trim())
  if (units.every((part) => /^[1-9]\d{0,8}$/.test(part))) return units.map(Number)
  throw new InvalidArgumentError('Give the units of each hidden layer, as 16 or 32,16, or none.')
}

/**
 * Names parted by commas, added to those of earlier uses of the option. A name with a comma is quoted as in CSV.
 * @throws InvalidArgumentError where a quote is not closed.
 * @example
 * names('id,"weight (kg), dry"') // ['id', 'weight (kg), dry']
 */
export function names(text: string, before: readonly string[] = []): readonly string[] {
  const given: string[] = []
  for (let rest = text; rest !== ''; ) {
    const parts = /^\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|$)/.exec(rest)
    if (!parts) throw new InvalidArgumentError('Close each quote: "a, b",c.')
    given.push(parts[1]?.replaceAll('""', '"') ?? parts[2] ?? '')
    rest = rest.slice(parts[0].length)
  }
  return [...before, ...given.filter((part) => part !== '')]
}

/** @throws InvalidArgumentError unless the text is one character, or the name of one. */
export function delimiter(text: string): string {
  const found = { tab: '\t', '\\t': '\t', comma: ',', semicolon: ';', bar: '|', blank: ' ', space: ' ' }[text]
  if (found !== undefined || text.length === 1) return found ?? text
  throw new InvalidArgumentError('Give one character, as ; or tab.')
}

/** @throws InvalidArgumentError unless the text is one character or none. */
export function quoteSign(text: string): string {
  if (text === 'none') return ''
  if (text.length === 1) return text
  throw new InvalidArgumentError('Give one character, or none.')
}

/** @throws InvalidArgumentError unless the text is one of the thousands separators, or none. */
export function thousands(text: string): Thousands {
  const found = { ...separators, none: '' as const }[text.length > 1 ? text.toLowerCase() : text]
  if (found !== undefined) return found
  throw new InvalidArgumentError('Give comma, point, blank, apostrophe, underscore or none.')
}

const separators: Readonly<Record<string, Thousands>> = {
  ...{ ',': ',', '.': '.', ' ': ' ', "'": "'", _: '_' },
  ...{ comma: ',', point: '.', dot: '.', blank: ' ', space: ' ', apostrophe: "'", underscore: '_' },
}

function decimal(text: string): number {
  return /^[+]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN
}

/** @throws InvalidArgumentError unless the text is a time as 90s, 10m or 2h; its seconds. */
export function seconds(text: string): number {
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text) ?? []
  const value = Number(amount) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1)
  if (amount !== '' && value > 0) return value
  throw new InvalidArgumentError('Give a time, as 90s, 10m or 2h.')
}

/** Adds a text to those of earlier uses of the option. */
export function repeated(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text]
}

/** @throws InvalidArgumentError unless the text is a share, as 5% or 0.05. */
export function percentage(text: string): number {
  const value = text.endsWith('%') ? decimal(text.slice(0, -1)) / 100 : decimal(text)
  if (value >= 0 && value <= 1) return value
  throw new InvalidArgumentError('Give a share, as 5% or 0.05.')
}
