import { type Activation, activationNames } from '@leven/core'
import { type DerivedName, derivedNames, isDerived } from '../data/derived.ts'
import { isShape } from '../data/shapes.ts'
import { defaultSettings, fitsPage, isOptimizer, ranges, type Settings } from './settings.ts'

/** What a link says, and the parts of it that could not be used. */
export interface Permalink {
  readonly settings: Settings
  /** The names of the settings whose value was not one; they have their default. */
  readonly refused: readonly string[]
}

/** Reads and writes one setting; `read` is undefined for a text that is no value. */
interface Field<T> {
  readonly read: (text: string) => T | undefined
  readonly write: (value: T) => string
}

function number({ least, most }: { readonly least: number; readonly most: number }): Field<number> {
  return {
    read: (text) => {
      const value = /^\d+(\.\d+)?(e-?\d+)?$/.test(text) ? Number(text) : Number.NaN
      return value >= least && value <= most ? value : undefined
    },
    write: String,
  }
}

function whole(range: { readonly least: number; readonly most: number }): Field<number> {
  const field = number(range)
  return { ...field, read: (text) => wholeOnly(field.read(text)) }
}

function wholeOnly(value: number | undefined): number | undefined {
  return Number.isInteger(value) ? value : undefined
}

function name<T extends string>(isName: (text: string) => text is T): Field<T> {
  return { read: (text) => (isName(text) ? text : undefined), write: (value) => value }
}

const hidden: Field<readonly number[]> = {
  read: (text) => {
    if (text === 'none') return []
    const units = text.split('-').map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : Number.NaN))
    return fitsPage(units) ? units : undefined
  },
  write: (units) => units.join('-') || 'none',
}

const derived: Field<readonly DerivedName[]> = {
  read: (text) => {
    const named = text.split('-')
    // In the order of the columns, whatever the order of the link.
    return named.every(isDerived) ? derivedNames.filter((name) => named.includes(name)) : undefined
  },
  write: (names) => names.join('-'),
}

const fields: { readonly [Key in keyof Settings]: Field<Settings[Key]> } = {
  shape: name(isShape),
  noise: number(ranges.noise),
  size: whole(ranges.size),
  testShare: number(ranges.testShare),
  dataSeed: whole(ranges.dataSeed),
  derived,
  hidden,
  activation: name((text): text is Activation => activationNames.some((known) => known === text)),
  seed: whole(ranges.seed),
  optimizer: name(isOptimizer),
  learningRate: number(ranges.learningRate),
  l2: number(ranges.l2),
  batchSize: whole(ranges.batchSize),
}

const names = Object.keys(fields).filter((key): key is keyof Settings => Object.hasOwn(fields, key))

/**
 * The settings as the part of a link behind its #: only those that differ from the defaults; '' if none does.
 * @example writePermalink({ ...defaultSettings, hidden: [8, 8], seed: 7 }) // 'hidden=8-8&seed=7'
 */
export function writePermalink(settings: Settings): string {
  const entry = <Key extends keyof Settings>(key: Key): [string, string][] => {
    const text = fields[key].write(settings[key])
    return text === fields[key].write(defaultSettings[key]) ? [] : [[key, text]]
  }
  return new URLSearchParams(names.flatMap(entry)).toString()
}

/** Whether a link says anything that a run begins with: a setting, points, or a state. */
export function saysSettings(hash: string): boolean {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  return [...names, 'points', 'state'].some((key) => said.has(key))
}

/** The settings of a link. What is missing has its default; what is no value is refused and named; names it does not know are ignored. */
export function readPermalink(hash: string): Permalink {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const refused: string[] = []
  const settings: { -readonly [Key in keyof Settings]: Settings[Key] } = { ...defaultSettings }
  const take = <Key extends keyof Settings>(key: Key) => {
    const text = said.get(key)
    if (text === null) return
    const value = fields[key].read(text)
    if (value === undefined) refused.push(key)
    else settings[key] = value
  }
  for (const key of names) take(key)
  return { settings, refused }
}
