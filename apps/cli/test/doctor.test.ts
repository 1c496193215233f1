import { expect, test } from 'vitest'
import { folder, learnable, leven } from './leven.ts'

/** The learnable table with a column that numbers the rows and a copy of the target. */
const suspicious = learnable(60)
  .trim()
  .split('\n')
  .map((line, i) => (i === 0 ? `,copy,${line}` : `${i},${line.endsWith('yes') ? 1 : 0},${line}`))
  .join('\n')

test('doctor says what is wrong, with evidence and the option', async () => {
  const cwd = folder({ 'data.csv': suspicious })
  const { status, stdout } = await leven(['doctor', 'data.csv', '--target', 'y'], { cwd })
  expect(status).toBe(0)
  expect(stdout).toMatch(/^copy +number +60 +0 +2 +0, 1$/m)
  expect(stdout).toMatch(/Column "copy" alone tells "y" \(ROC-AUC 1\.0000\).*--ignore copy/)
  expect(stdout).toMatch(/Column "column_1" has no name and numbers the rows\. Training leaves it out/)
})

test('doctor --json prints one object', async () => {
  const cwd = folder({ 'data.csv': suspicious })
  const { stdout } = await leven(['doctor', 'data.csv', '--target', 'y', '--json'], { cwd })
  expect(JSON.parse(stdout)).toMatchObject({
    source: 'data.csv',
    rows: 60,
    target: 'y',
    columns: [{ name: 'column_1', kind: 'number', present: 60, numbers: 60 }, { name: 'copy' }, {}, {}, {}],
    findings: expect.arrayContaining([
      expect.objectContaining({ kind: 'leak', columns: ['copy'] }),
      expect.objectContaining({ kind: 'index', columns: ['column_1'] }),
    ]),
  })
})

test('doctor without a target looks at the columns alone', async () => {
  const cwd = folder({ 'data.csv': suspicious })
  const { status, stdout } = await leven(['doctor', 'data.csv'], { cwd })
  expect(status).toBe(0)
  expect(stdout).not.toMatch(/alone tells/)
  expect(stdout).toMatch(/numbers the rows/)
})

test('train says the worst of it, leaves the index out and judges', async () => {
  const cwd = folder({ 'data.csv': suspicious })
  const { status, stdout, stderr } = await leven(['train', 'data.csv', '--target', 'y', '--epochs', '30'], {
    cwd,
  })
  expect(status).toBe(0)
  expect(stderr).toMatch(/note: Column "copy" alone tells "y" .* --ignore copy/)
  expect(stderr).toMatch(/note: Column "column_1" has no name and numbers the rows, so it is left out/)
  expect(stdout).toMatch(/is too good for most questions: look for a copy of the target/)
})

test('evaluate weighs rows by the column the model was trained with', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${(i % 7) - 3},${i % 7 > 3 === i % 11 > 1 ? 'yes' : 'no'},${i % 3}`,
  )
  const twice = rows.flatMap((row) =>
    Array.from({ length: Number(row.at(-1)) }, () => `${row.slice(0, -1)}1`),
  )
  const cwd = folder({
    'weighted.csv': `x,y,w\n${rows.join('\n')}\n`,
    'repeated.csv': `x,y,w\n${twice.join('\n')}\n`,
  })
  const args = ['train', 'weighted.csv', '--target', 'y', '--weight-column', 'w', '--out', 'm.safetensors']
  expect((await leven([...args, '--epochs', '10'], { cwd })).status).toBe(0)
  const [one, other] = await Promise.all(
    ['weighted.csv', 'repeated.csv'].map(async (data) => {
      const { stdout, stderr } = await leven(['evaluate', 'm.safetensors', data, '--json'], { cwd })
      expect(stderr).toBe('')
      const { cost, accuracy, rocAuc, confusion } = JSON.parse(stdout)
      return { cost: cost.toFixed(5), accuracy: accuracy.toFixed(9), rocAuc: rocAuc.toFixed(9), confusion }
    }),
  )
  expect(one).toEqual(other)
})
