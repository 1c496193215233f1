import { readFile, stat } from 'node:fs/promises'
import { InvalidOptionError, isLevenError } from '@leven/core'
import { checkTrainOptions, type RecipeOptions } from '@leven/model'
import type { Command } from 'commander'
import type { GivenTrainOptions } from './command-options.ts'
import { noFile } from './no-file.ts'

/**
 * The options of a JSON file below those of the command line. Its keys are those of `fit`, each checked.
 * @throws InvalidOptionError where there is no such file, or it is no JSON, or names what is no option.
 */
export async function withConfig(options: GivenTrainOptions, command: Command): Promise<GivenTrainOptions> {
  const { config: file } = options
  if (file === undefined) return options
  const { target = options.target, ...rest } = checkedConfig(await readJson(file), options.target, file)
  const given = Object.fromEntries(
    Object.entries(options).filter(([name]) => command.getOptionValueSource(name) !== 'default'),
  )
  return { ...options, ...rest, ...(target !== undefined && { target }), ...given }
}

function checkedConfig(
  config: unknown,
  target: string | undefined,
  file: string,
): RecipeOptions & { readonly target?: string } {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new InvalidOptionError(`${file} holds no object.`, 'Give options such as { "hidden": [16] }.')
  }
  try {
    // A target may also stand on the command line alone.
    return checkTrainOptions({ target: target ?? '', ...config })
  } catch (error) {
    if (!isLevenError(error) || error.code !== 'INVALID_OPTION') throw error
    throw new InvalidOptionError(`${file}: ${error.message}`, error.remedy)
  }
}

async function readJson(file: string): Promise<unknown> {
  let text: string
  try {
    const why = noFile(await stat(file))
    if (why !== undefined) throw new InvalidOptionError(`${file}: ${why}`, 'Name a file of JSON.')
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (isLevenError(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidOptionError(`${file} cannot be read: ${reason}.`, 'Name a file of JSON.', { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidOptionError(`${file} is no JSON: ${reason}.`, 'Write it as { "hidden": [16] }.', {
      cause,
    })
  }
}
