import { activationNames, InvalidOptionError } from '@leven/core'
import { nearestName } from '@leven/tabular'
import * as v from 'valibot'
import type { RecipeOptions } from './recipe.ts'

/** What an option may be, and what to do where it is something else. */
interface OptionSchema {
  readonly schema: v.GenericSchema
  /** The names it may have; the nearest one is suggested. */
  readonly names?: readonly string[]
  /** As a sentence. */
  readonly remedy: string
}

const whole = (least: number): OptionSchema => ({
  schema: v.pipe(v.number(), v.safeInteger(), v.minValue(least)),
  remedy: `Give a whole number of at least ${least}.`,
})
const seed: OptionSchema = {
  schema: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 32 - 1)),
  remedy: 'Give a whole number from 0 to 4294967295.',
}
const oneOf = (...names: readonly string[]): OptionSchema => ({
  schema: v.picklist(names),
  names,
  remedy: `Choose among ${names.join(', ')}.`,
})
const text: OptionSchema = { schema: v.string(), remedy: 'Give a text.' }
const column: OptionSchema = { schema: v.string(), remedy: "Give a column's name." }
const columns: OptionSchema = {
  schema: v.array(v.string()),
  remedy: "Give an array of columns' names, such as ['id'].",
}
const flag: OptionSchema = { schema: v.boolean(), remedy: 'Give true or false.' }

/**
 * Every option of a training on a table. The one place that says which there are and what they may be, for programs,
 * JSON and the command; a key that is missing here is a compile error.
 */
const schemas: Readonly<Record<keyof RecipeOptions | 'target', OptionSchema>> = {
  target: column,
  task: oneOf('binary', 'multiclass', 'regression'),
  positive: text,
  hidden: {
    schema: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
    remedy: 'Give the units of each hidden layer, such as [32, 16]; [] is none.',
  },
  activation: oneOf(...activationNames),
  optimizer: oneOf('gradient-descent', 'momentum', 'adam'),
  learningRate: {
    schema: v.pipe(v.number(), v.finite(), v.gtValue(0)),
    remedy: 'Give a number above 0.',
  },
  retry: flag,
  epochs: whole(1),
  batchSize: {
    schema: v.union([v.pipe(v.number(), v.safeInteger(), v.minValue(1)), v.literal('full')]),
    names: ['full'],
    remedy: "Give a whole number of at least 1, or 'full'.",
  },
  l2: {
    schema: v.pipe(v.number(), v.finite(), v.minValue(0)),
    remedy: 'Give a number that is not negative.',
  },
  members: whole(1),
  small: flag,
  splitSeed: seed,
  seed,
  validation: {
    schema: v.pipe(v.number(), v.finite(), v.minValue(0), v.ltValue(1)),
    remedy: 'Give a share of the rows, at least 0 and below 1.',
  },
  patience: whole(0),
  classWeights: oneOf('balanced', 'none'),
  weightColumn: column,
  group: column,
  split: text,
  ignore: columns,
  recipe: oneOf('notes'),
  numeric: columns,
  categorical: columns,
  date: columns,
  dateOrder: oneOf('dmy', 'mdy', 'ymd'),
  text: columns,
  missing: { schema: v.array(v.string()), remedy: "Give an array of words, such as ['unknown']." },
  strict: flag,
  decimal: oneOf('.', ','),
  thousands: oneOf('', ',', '.', ' ', "'", '_'),
}

/** The names of all options. */
export const optionNames: readonly string[] = Object.keys(schemas)

/**
 * The options, checked: whatever is not TypeScript has no compiler to tell it that `hiden` is no option.
 * @param alsoKnown further keys that the caller takes care of itself
 * @throws InvalidOptionError that names the option, with the nearest right name where one is near.
 * @example
 * checkTrainOptions({ target: 'y', optimizer: 'adm' }) // The option optimizer is "adm". Did you mean "adam"?
 */
export function checkTrainOptions<O extends RecipeOptions & { readonly target: string }>(
  options: O,
  alsoKnown: readonly string[] = [],
): O {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidOptionError('The options are no object.', "Give options such as { target: 'bought' }.")
  }
  for (const [name, value] of Object.entries(options)) {
    if (alsoKnown.includes(name)) continue
    const known = Object.entries(schemas).find(([key]) => key === name)?.[1]
    if (!known) throw unknown(name, [...optionNames, ...alsoKnown])
    if (value !== undefined && !v.safeParse(known.schema, value).success) throw unfit(name, value, known)
  }
  if (options.target === undefined) {
    throw new InvalidOptionError('No target is given.', 'Name the column to predict, as target.')
  }
  return options
}

/** Of many options those of a recipe: a command has others beside them. */
export function recipeOptionsOf<O extends RecipeOptions & { readonly target: string }>(
  options: O,
): RecipeOptions & { readonly target: string } {
  const { target } = options
  return {
    ...Object.fromEntries(Object.entries(options).filter(([name]) => optionNames.includes(name))),
    target,
  }
}

function unknown(name: string, names: readonly string[]): InvalidOptionError {
  const camel = name.replace(/[-_]+(.)/g, (_, letter: string) => letter.toUpperCase())
  const like = names.includes(camel) ? camel : nearestName(name, names)
  return new InvalidOptionError(
    `There is no option ${JSON.stringify(name)}.`,
    like === undefined ? `The options are ${names.join(', ')}.` : `Did you mean ${JSON.stringify(like)}?`,
  )
}

function unfit(name: string, value: unknown, { names = [], remedy }: OptionSchema): InvalidOptionError {
  const like = typeof value === 'string' ? nearestName(value, names) : undefined
  return new InvalidOptionError(
    `The option ${name} is ${shown(value)}.`,
    like === undefined ? remedy : `Did you mean ${JSON.stringify(like)}? ${remedy}`,
  )
}

/** A value as a message shows it. */
function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  const json = JSON.stringify(value) ?? typeof value
  return json.length > 60 ? `${json.slice(0, 60)}…` : json
}
