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
  expect(stdout).toMatch(/^copy +number +60 +60$/m)
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
