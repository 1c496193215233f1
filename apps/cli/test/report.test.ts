import { createHash } from 'node:crypto'
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { example, folder, leven } from './leven.ts'

/** A report's text, and what the command said. */
async function reported(data: string, target: string, ...more: string[]) {
  const cwd = folder()
  const args = [
    'train',
    data,
    '--target',
    target,
    '--epochs',
    '5',
    '--report',
    'report.html',
    '--json',
    ...more,
  ]
  const { status, stdout, stderr } = await leven(args, { cwd })
  expect(status, stderr).toBe(0)
  return { text: readFileSync(join(cwd, 'report.html'), 'utf8'), found: JSON.parse(stdout), cwd }
}

const titles = (text: string) => [...text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)

describe.concurrent('leven train --report', () => {
  test('writes one file that needs nothing else, with all there is to say and how to do it again', async () => {
    const { text, found } = await reported(example('breast-cancer.csv'), 'diagnosis')
    expect(titles(text)).toEqual([
      'What it is',
      'How good it is',
      'What was chosen',
      'Training',
      'Rows out of fold',
      'Confusion',
      'Importance of columns',
      'Its derivation',
      'To do it again',
    ])
    expect(text).not.toMatch(/<script|src=|href=|url\(/)
    // the namespace of MathML is a name, not an address that is fetched
    expect(text.replaceAll('http://www.w3.org/1998/Math/MathML', '')).not.toContain('://')
    expect(text.match(/<title>member \d+<\/title>/g)).toHaveLength(8)
    for (const chart of ['Cost by epoch', 'ROC curve', 'Precision by recall', 'Calibration']) {
      expect(text).toContain(`aria-label="${chart}`)
    }
    expect(text).toContain(found.parametersSha256)
    const bytes = readFileSync(example('breast-cancer.csv'))
    expect(text).toContain(createHash('sha256').update(bytes).digest('hex'))
    expect(text).toMatch(/<pre>leven train .*breast-cancer\.csv --target diagnosis --epochs 5/)
    expect(text).toMatch(/worst_texture/)
    expect(text).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('has a class each for several labels, and predictions beside the truth for numbers', async () => {
    const iris = await reported(example('iris.csv'), 'species')
    expect(titles(iris.text)).toContain('Classes')
    const numbers = await reported(example('iris.csv'), 'petal_length', '--members', '1')
    expect(titles(numbers.text)).toContain('Rows held out')
    expect(numbers.text).toContain('aria-label="Predicted by true value"')
    expect(`${iris.text}${numbers.text}`).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('writes what a table says as text, never as markup', async () => {
    const cwd = folder()
    const rows = Array.from({ length: 60 }, (_, i) => `${i},${i % 7},${i % 2 ? '<b>no</b>' : '"yes&"'}`)
    writeFileSync(join(cwd, 'odd.csv'), `<i>a</i>,b,"<script>y"\n${rows.join('\n')}\n`)
    const args = ['train', 'odd.csv', '--target', '<script>y', '--epochs', '3', '--report', 'odd.html']
    const { status, stderr } = await leven(args, { cwd })
    expect(status, stderr).toBe(0)
    const text = readFileSync(join(cwd, 'odd.html'), 'utf8')
    expect(text).not.toMatch(/<script|<i>|<b>/)
    expect(text).toContain('&lt;script&gt;y')
    expect(text).toContain("'&lt;script&gt;y'".replaceAll("'", '&#39;'))
  })

  test.each(['both.html', './both.html', 'link/both.html'])(
    'does not replace the model: %s',
    async (report) => {
      const cwd = folder()
      symlinkSync('.', join(cwd, 'link'))
      const args = [
        'train',
        example('iris.csv'),
        '--target',
        'species',
        '--out',
        'both.html',
        '--report',
        report,
      ]
      const { status, stderr } = await leven(args, { cwd })
      expect(stderr).toMatch(
        /both\.html is both\.html, which is also to be written\. Name another file with --report/,
      )
      expect(status).toBe(2)
    },
  )

  test('does not replace a file that is no report, before any work is done', async () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'letter.html'), '<p>Dear all')
    const args = ['train', example('iris.csv'), '--target', 'species', '--report', 'letter.html']
    const { status, stderr } = await leven(args, { cwd })
    expect(stderr).toMatch(/letter\.html is no report of Leven, and would be lost/)
    expect(status).toBe(2)
    expect(readFileSync(join(cwd, 'letter.html'), 'utf8')).toBe('<p>Dear all')
  })
})
