import { generator, InvalidOptionError, permutation } from '@leven/core'
import type { RecipeOptions } from '@leven/model'
import { InvalidArgumentError } from 'commander'
import * as parse from '../option-values.ts'

/** What a trial may change of how `leven train` trains. Nothing is `leven train` as it is. */
export type TrialRecipe = Pick<
  RecipeOptions,
  'hidden' | 'activation' | 'optimizer' | 'learningRate' | 'batchSize' | 'l2' | 'epochs'
>

/** Values that are tried, by the name of the option of `leven train`. */
export type RecipeSpace = ReadonlyMap<TrialOption, readonly string[]>

/** An option of `leven train` that is searched over. */
export type TrialOption =
  | 'hidden'
  | 'activation'
  | 'optimizer'
  | 'learning-rate'
  | 'batch-size'
  | 'l2'
  | 'epochs'

const activations = ['relu', 'leakyRelu', 'tanh', 'sigmoid', 'identity'] as const
const optimizers = ['adam', 'momentum', 'gradient-descent'] as const

/** How each is read; the order is that of an identity. */
const readers: Readonly<Record<TrialOption, (text: string) => TrialRecipe>> = {
  hidden: (text) => ({ hidden: parse.hiddenUnits(text) }),
  activation: (text) => ({ activation: oneOf(activations, text) }),
  optimizer: (text) => ({ optimizer: oneOf(optimizers, text) }),
  'learning-rate': (text) => ({ learningRate: parse.positiveNumber(text) }),
  'batch-size': (text) => ({ batchSize: parse.batchSize(text) }),
  l2: (text) => ({ l2: parse.nonNegativeNumber(text) }),
  epochs: (text) => ({ epochs: parse.wholeNumber(1)(text) }),
}

function oneOf<T extends string>(names: readonly T[], text: string): T {
  const found = names.find((name) => name === text)
  if (found !== undefined) return found
  throw new InvalidArgumentError(`Give ${names.join(', ')}.`)
}

/** What is searched where nothing is said: powers of about two, which say enough. */
const usual: RecipeSpace = new Map<TrialOption, readonly string[]>([
  ['hidden', ['none', '8', '16', '32', '64', '128']],
  ['activation', ['relu', 'leakyRelu', 'tanh']],
  ['learning-rate', ['0.001', '0.002', '0.005', '0.01', '0.02', '0.05']],
  ['batch-size', ['16', '32', '64', '128']],
  ['l2', ['0', '0.00001', '0.0001', '0.001', '0.01', '0.1']],
])

/** The same, small enough that every combination can be tried. */
const usualGrid: RecipeSpace = new Map<TrialOption, readonly string[]>([
  ['hidden', ['none', '16', '64']],
  ['learning-rate', ['0.002', '0.01', '0.05']],
  ['l2', ['0.0001', '0.01']],
])

/**
 * The values that `--try name=a|b` asks for; the usual ones where it is absent.
 * @throws InvalidOptionError for a name that is none or a value the option does not take.
 */
export function recipeSpace(asked: readonly string[], search: 'random' | 'grid' | 'halving'): RecipeSpace {
  if (asked.length === 0) return search === 'grid' ? usualGrid : usual
  const space = new Map<TrialOption, readonly string[]>()
  for (const text of asked) {
    const [, name = '', values = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? []
    if (!isTrialOption(name)) {
      throw new InvalidOptionError(
        `--try ${JSON.stringify(text)} names no option that is searched over.`,
        `Give one of ${Object.keys(readers).join(', ')}, as --try "learning-rate=0.01|0.003".`,
      )
    }
    space.set(
      name,
      values.split('|').map((value) => checked(name, value.trim())),
    )
  }
  return space
}

function isTrialOption(name: string): name is TrialOption {
  return Object.hasOwn(readers, name)
}

function checked(name: TrialOption, value: string): string {
  try {
    readers[name](value)
    return value
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    throw new InvalidOptionError(`--try ${name}=${value} is invalid.`, error.message)
  }
}

/** Every combination, the last option changing quickest. */
export function grid(space: RecipeSpace): readonly TrialRecipe[] {
  let recipes: readonly TrialRecipe[] = [{}]
  for (const [name, values] of space) {
    recipes = recipes.flatMap((recipe) => values.map((value) => ({ ...recipe, ...readers[name](value) })))
  }
  return recipes
}

/** So many different recipes, drawn by a seed; the first is `leven train` as it is. Fewer where there are no more. */
export function drawn(space: RecipeSpace, count: number, seed: number): readonly TrialRecipe[] {
  let draws = 0
  const choice = (values: readonly string[]) =>
    values[permutation(generator(seed, 'sample', draws++), values.length)[0] ?? 0]
  const recipes = new Map<string, TrialRecipe>([['{}', {}]])
  for (let tries = 0; recipes.size < count && tries < 100 * count; tries++) {
    let recipe: TrialRecipe = {}
    for (const [name, values] of space) {
      const value = choice(values)
      if (value !== undefined) recipe = { ...recipe, ...readers[name](value) }
    }
    const { activation, ...linear } = recipe
    const own = recipe.hidden?.length === 0 ? linear : recipe // without a hidden layer nothing is activated
    recipes.set(JSON.stringify(own), own)
  }
  return [...recipes.values()].slice(0, count)
}
