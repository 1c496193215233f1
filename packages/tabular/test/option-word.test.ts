import { expect, it } from 'vitest'
import { listWord, shellWord } from '../src/option-word.ts'

it('a value is in quotes where a shell would part or change it', () => {
  expect(shellWord('größe_2')).toBe('größe_2')
  expect(shellWord('Unnamed: 0')).toBe('"Unnamed: 0"')
  expect(shellWord("it's $5")).toBe("'it'\\''s $5'")
  expect(shellWord('')).toBe('""')
})

it('a name in a list is in quotes of CSV, too, where it needs them', () => {
  expect(listWord('Unnamed: 0')).toBe('"Unnamed: 0"')
  expect(listWord('weight (kg), dry')).toBe(`'"weight (kg), dry"'`)
  expect(listWord('5" disk')).toBe(`'"5"" disk"'`)
})
