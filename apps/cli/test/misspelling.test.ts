import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidOptionError } from '@leven/core'
import { optionNames } from '@leven/model'
import { Command, CommanderError } from 'commander'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { withConfig } from '../src/config-file.ts'
import { declareCommands } from '../src/declare.ts'

/** Every text that is one letter left out, doubled, replaced or exchanged with its neighbour away. */
function edits(text: string): readonly string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz-']
  return [...text].flatMap((letter, at) => {
    const [before, after] = [text.slice(0, at), text.slice(at + 1)]
    return [
      before + after,
      before + letter + letter + after,
      ...letters.map((other) => before + other + after),
      ...letters.map((other) => before + other + letter + after),
      before + after.slice(0, 1) + letter + after.slice(1),
    ]
  })
}

/** The command line with commands that do nothing. */
async function program(): Promise<Command> {
  const top = new Command('leven').exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} })
  await declareCommands(top, () => {})
  for (const command of top.commands) command.action(() => {})
  return top
}

const { commands } = await program()
const longOf = (command: Command) => command.options.map(({ long }) => long ?? '')

/** Parses words as of one command, with what it asks for. */
async function parse(command: Command, ...words: readonly string[]): Promise<void> {
  const mandatory = command.options
    .filter((one) => one.mandatory)
    .flatMap(({ long, argChoices }) => [long ?? '', argChoices?.[0] ?? 'x'])
  const places = command.registeredArguments.filter((one) => one.required).map(() => 'x')
  const top = await program()
  top.parse([command.name(), ...places, ...mandatory, ...words], { from: 'user' })
}

async function codeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call()
  } catch (error) {
    return error instanceof CommanderError ? error.code : String(error)
  }
  return 'taken'
}

describe('a misspelling by one letter', () => {
  test.each(commands.map((command) => [command.name(), command] as const))(
    'of every option of %s is refused',
    async (_, command) => {
      const names = longOf(command)
      for (const name of names) {
        const wrong = edits(name.slice(2)).filter(
          (text) => text !== '' && ![...names, '--help'].includes(`--${text}`),
        )
        const some = fc.sample(fc.constantFrom(...wrong), 8)
        for (const text of some) {
          expect(await codeOf(() => parse(command, `--${text}`)), `${command.name()} --${text}`).toBe(
            'commander.unknownOption',
          )
        }
      }
    },
  )

  test('of every value that has choices is refused', async () => {
    for (const command of commands) {
      for (const { long, argChoices = [] } of command.options) {
        for (const choice of argChoices) {
          const wrong = edits(choice).filter((text) => text !== '' && !argChoices.includes(text))
          for (const text of fc.sample(fc.constantFrom(...wrong), 4)) {
            expect(await codeOf(() => parse(command, `${long}=${text}`)), `${long}=${text}`).toBe(
              'commander.invalidArgument',
            )
          }
        }
      }
    }
  })

  test('of every command is refused', async () => {
    const names = [...commands.map((command) => command.name()), 'help']
    for (const name of names) {
      const wrong = edits(name).filter((text) => !names.includes(text) && !text.startsWith('-'))
      for (const text of fc.sample(fc.constantFrom(...wrong), 8)) {
        expect(await codeOf(async () => (await program()).parse([text], { from: 'user' })), text).toBe(
          'commander.unknownCommand',
        )
      }
    }
  })
})

describe('a JSON file of options', () => {
  const folder = mkdtempSync(join(tmpdir(), 'leven-config-'))
  const config = join(folder, 'options.json')
  const train = commands.find((command) => command.name() === 'train') ?? new Command()
  afterAll(() => rmSync(folder, { recursive: true }))

  test('every misspelt name is refused, with the file', async () => {
    for (const name of optionNames) {
      const wrong = edits(name).filter((text) => !optionNames.includes(text))
      for (const text of fc.sample(fc.constantFrom(...wrong), 5)) {
        writeFileSync(config, JSON.stringify({ target: 'y', [text]: 1 }))
        const error = await withConfig({ config }, train).catch((caught: unknown) => caught)
        expect(error, text).toBeInstanceOf(InvalidOptionError)
        expect(String(error)).toContain(`There is no option ${JSON.stringify(text)}`)
      }
    }
  })

  test.each([
    ['{"optimizer": "adm"}', /optimizer is "adm"/],
    ['{"hidden": 8}', /hidden is 8/],
    ['[1]', /holds no object/],
    ['{"hidden"', /is no JSON/],
  ])('%s is refused', async (text, message) => {
    writeFileSync(config, text)
    await expect(withConfig({ config, target: 'y' }, train)).rejects.toThrow(message)
  })

  test('what the command line says wins', async () => {
    writeFileSync(config, JSON.stringify({ target: 'y', epochs: 5, hidden: [4], retry: false }))
    const command = commands.find((one) => one.name() === 'train') ?? new Command()
    command.parse(['--config', config, '--epochs', '7'], { from: 'user' })
    const options = await withConfig(command.opts(), command)
    expect(options).toMatchObject({ target: 'y', epochs: 7, hidden: [4], retry: false })
  })
})
