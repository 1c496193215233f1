import { beforeAll, describe, expect, test } from 'vitest'
import { example, folder, leven } from './leven.ts'

let home: string
beforeAll(async () => {
  home = folder()
  const args = ['train', example('penguins.csv'), '--target', 'species', '--members', '2', '--epochs', '20']
  const { status, stderr } = await leven(args, { cwd: home })
  expect(status, stderr).toBe(0)
})

describe.concurrent('leven explain', () => {
  test('shows how much worse the model is without each column, and how it goes with the first', async () => {
    const args = ['explain', 'penguins.safetensors', example('penguins.csv'), '--json']
    const { status, stdout } = await leven(args, { cwd: home })
    expect(status).toBe(0)
    const found = JSON.parse(stdout)
    expect(found.importance).toHaveLength(6)
    expect(found.importance[0].column).toBe('bill_length_mm')
    expect(found.dependence).toHaveLength(3)
  })

  test('shows what each column adds to one row, and what would change it', async () => {
    const args = ['explain', 'penguins.safetensors', example('penguins.csv'), '--row', '300']
    const { status, stdout } = await leven(args, { cwd: home })
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Row 300: P\(.*\) [\d.e-]+; [\d.e-]+ on average\n\ncolumn +value +adds +±/)
    expect(stdout).toMatch(/would (make it|change the prediction)/)
  })

  test('a row that is not there is a usage error', async () => {
    const args = ['explain', 'penguins.safetensors', example('penguins.csv'), '--row', '345']
    const { status, stderr } = await leven(args, { cwd: home })
    expect(stderr).toMatch(/--row is 345, but .*penguins\.csv has 344 rows\. Give a row from 1 to 344\./)
    expect(status).toBe(2)
  })
})
