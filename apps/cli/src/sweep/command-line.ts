import type { TrialRecipe } from './recipe-space.ts'

/** Options as the command line writes them: `{ learningRate: 0.01, header: false }` as --learning-rate 0.01 --no-header. */
export function optionArguments(options: object): readonly string[] {
  return Object.entries(options).flatMap(([name, value]: [string, unknown]) => {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    if (value === undefined) return []
    if (value === true) return [`--${flag}`]
    if (value === false) return [`--no-${flag}`]
    return [`--${flag}`, Array.isArray(value) ? listText(value) : String(value)]
  })
}

function listText(values: readonly unknown[]): string {
  if (values.length === 0) return 'none' // no hidden layer
  return values.map((value) => inList(String(value))).join(',')
}

function inList(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A recipe in a few words. */
export function recipeWords(recipe: TrialRecipe): string {
  const args = optionArguments(recipe)
  if (args.length === 0) return 'the defaults'
  const words: string[] = []
  for (let i = 0; i < args.length; i += 2) words.push(`${args[i]?.slice(2)} ${args[i + 1]}`)
  return words.join(', ')
}
