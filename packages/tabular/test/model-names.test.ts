import { expect, it } from 'vitest'
import { fitEncoder, namesOfModel, suggestion, withNamesOfModel } from '../src/index.ts'
import { csv } from './tables.ts'

const [one, two] = ['caf\u00e9', 'cafe\u0301'] // the same text, composed and not

const { encoder } = fitEncoder(csv(`\n${one},z,y\n1,2,no\n3,4,yes\n5,6,no\n7,8,yes\n`), { target: 'y' })

it('calls a column as the model does, where its accents alone are composed in another way', () => {
  expect(namesOfModel(encoder, ['z', two, 'extra'])).toEqual(['z', one, 'extra'])
  expect(namesOfModel(encoder, [two, 'Z', 'cafe'])).toEqual([one, 'Z', 'cafe'])
  const table = csv(`\n${two},z\n1,2\n`)
  expect(withNamesOfModel(encoder, table).columns.map(({ name }) => name)).toEqual([one, 'z'])
  expect(withNamesOfModel(encoder, csv(`\n${one},z\n1,2\n`)).columns[0]?.name).toBe(one)
})

it('leaves names alone where the model has them, or two could be meant', () => {
  expect(namesOfModel(encoder, [one, two, 'z'])).toEqual([one, two, 'z'])
  const doubtful = ['e\u0323\u0302', 'e\u0302\u0323', 'z'] // one composed text, \u1ec7, in two orders
  const other = fitEncoder(csv('\n\u1ec7,z,y\n1,2,no\n3,4,yes\n5,6,no\n7,8,yes\n'), { target: 'y' }).encoder
  expect(namesOfModel(other, doubtful)).toEqual(doubtful)
})

it('says of a name that is suggested that it looks the same', () => {
  expect(suggestion(two, ['z', one], 'columns')).toMatch(/^Did you mean "caf\u00e9"\? .*accents/)
  expect(suggestion('cafe', [one], 'columns')).toBe('Did you mean "caf\u00e9"?')
})
