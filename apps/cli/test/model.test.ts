import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { example, folder, learnable, leven, levenInShell, run } from './leven.ts'

let home = ''
beforeAll(async () => {
  home = folder({ 'data.csv': learnable(120) })
  for (const args of [
    ['train', 'data.csv', '--target', 'y'],
    ['train', example('iris.csv'), '--target', 'species', '--epochs', '5'],
    ['train', example('iris.csv'), '--target', 'petal_width', '--out', 'width.safetensors', '--epochs', '5'],
  ]) {
    const { status, stderr } = await leven(args, { cwd: home })
    expect(status, stderr).toBe(0)
  }
})

/** A folder with the binary model and some files. */
function withModel(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const cwd = folder(files)
  copyFileSync(join(home, 'data.safetensors'), join(cwd, 'm.safetensors'))
  return cwd
}

describe.concurrent('leven predict', () => {
  test('binary: label and probability of the positive one, in input order', async () => {
    const cwd = withModel({ 'new.csv': 'z,x\n6,5\n-6,-5\n0,3\n' }) // columns reordered, no target
    const { status, stdout, stderr } = await leven(['predict', 'm.safetensors', 'new.csv'], { cwd })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const [head, ...lines] = stdout.trimEnd().split('\n')
    expect(head).toBe('prediction,probability')
    expect(lines.map((line) => line.split(',')[0])).toEqual(['yes', 'no', 'yes'])
    for (const line of lines) {
      const probability = Number(line.split(',')[1])
      expect(probability).toBeGreaterThanOrEqual(0)
      expect(probability).toBeLessThanOrEqual(1)
      expect(line.startsWith('yes')).toBe(probability >= 0.5)
    }
  })

  test('--id puts a column first, quoted where it must be; nothing is noted about it', async () => {
    const cwd = withModel({ 'new.csv': 'id,x,z\n"a,1",5,6\n7,-5,-6\n' })
    const { stdout, stderr } = await leven(['predict', 'm.safetensors', 'new.csv', '--id', 'id'], { cwd })
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^id,prediction,probability\n"a,1",yes,[\d.e-]+\n7,no,[\d.e-]+\n$/)
  })

  test('--id keeps a column that is called as a prediction', async () => {
    const cwd = withModel({ 'new.csv': 'x,z,prediction\n6,5,r1\n' })
    const ran = await leven(['predict', 'm.safetensors', 'new.csv', '--id', 'prediction', '--json'], { cwd })
    expect(JSON.parse(ran.stdout)).toMatchObject({ id_prediction: 'r1', prediction: 'yes' })
  })

  test("with model and table in each other's place says so", async () => {
    const cwd = withModel({ 'new.csv': 'x,z\n6,5\n' })
    const { status, stderr } = await leven(['predict', 'new.csv', 'm.safetensors'], { cwd })
    expect(stderr).toBe(
      'leven: new.csv is no model, but m.safetensors is one: the two have changed places. Name the model first, then the table.\n',
    )
    expect(status).toBe(2)
  })

  test('--json writes the same as JSON lines', async () => {
    const cwd = withModel({ 'new.csv': 'id,x,z\na,5,6\nb,-5,-6\n' })
    const args = ['predict', 'm.safetensors', 'new.csv', '--id', 'id']
    const [csv, json] = await Promise.all([leven(args, { cwd }), leven([...args, '--json'], { cwd })])
    const rows = json.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const [head = '', ...lines] = csv.stdout.trimEnd().split('\n')
    expect(rows.map((row) => Object.keys(row).join(','))).toEqual([head, head])
    expect(rows.map((row) => Object.values(row).join(','))).toEqual(lines)
  })

  test('multiclass: a probability for each label, which add up to 1', async () => {
    const { stdout } = await leven(['predict', 'iris.safetensors', example('iris.csv')], { cwd: home })
    const [head = '', ...lines] = stdout.trimEnd().split('\n')
    expect(head).toBe('prediction,probability_setosa,probability_versicolor,probability_virginica')
    expect(lines).toHaveLength(150)
    for (const line of lines) {
      const [label, ...probabilities] = line.split(',')
      const numbers = probabilities.map(Number)
      expect(numbers.reduce((a, b) => a + b)).toBeCloseTo(1, 5)
      const best = numbers.indexOf(Math.max(...numbers))
      expect(head.split(',')[best + 1]).toBe(`probability_${label}`)
    }
  })

  test('regression: one number', async () => {
    const { stdout } = await leven(['predict', 'width.safetensors', example('iris.csv')], { cwd: home })
    expect(stdout).toMatch(/^prediction\n(-?[\d.e-]+\n){150}$/)
  })

  test('--interval adds the ends of an interval, or a set of labels, wider for a higher level', async () => {
    const widths = []
    for (const level of ['0.5', '0.95']) {
      const args = ['predict', 'width.safetensors', example('iris.csv'), '--interval', level]
      const { stdout } = await leven(args, { cwd: home })
      const [header, first = ''] = stdout.split('\n')
      expect(header).toBe('prediction,lower,upper')
      const [prediction = 0, lower = 0, upper = 0] = first.split(',').map(Number)
      expect((lower + upper) / 2).toBeCloseTo(prediction, 9)
      widths.push(upper - lower)
    }
    expect(widths[1]).toBeGreaterThan(widths[0] ?? 0)
    const sets = await leven(['predict', 'iris.safetensors', example('iris.csv'), '--interval', '0.95'], {
      cwd: home,
    })
    expect(sets.stdout.split('\n')[1]).toMatch(/,[a-z|]*$/)
    const other = await leven(['predict', 'width.safetensors', example('iris.csv'), '--interval', '0.7'], {
      cwd: home,
    })
    expect(other.stderr).toMatch(/no conformal quantile of level 0\.7\. Choose one of 0\.5, 0\.8/)
    expect(other.status).toBe(2)
  })

  test('reads stdin, and ends quietly when its reader goes away', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${i % 7},${i % 5}`).join('\n')
    const cwd = withModel({ 'new.csv': `x,z\n${rows}\n` })
    const { status, stdout, stderr } = await run(
      'bash',
      ['-c', `set -o pipefail; ${levenInShell} predict m.safetensors - < new.csv | head -2`],
      { cwd },
    )
    expect(stderr).toBe('')
    expect(stdout.split('\n')[0]).toBe('prediction,probability')
    expect(status).toBe(1) // not all was written
  })

  test('a missing column is an error, an extra one a note', async () => {
    const cwd = withModel({ 'lacks.csv': 'x\n1\n', 'more.csv': 'x,z,other\n1,2,3\n' })
    const lacks = await leven(['predict', 'm.safetensors', 'lacks.csv'], { cwd })
    expect(lacks.stderr).toMatch(/lacks\.csv.*"z"/)
    expect(lacks.status).toBe(3)
    const more = await leven(['predict', 'm.safetensors', 'more.csv'], { cwd })
    expect(more.stderr).toMatch(/^note: .*"other"/)
    expect(more.status).toBe(0)
  })

  test('text in a number column names file, line and column', async () => {
    const cwd = withModel({ 'new.csv': 'x,z\n1,2\n3,two\n' })
    const { status, stderr } = await leven(['predict', 'm.safetensors', 'new.csv'], { cwd })
    expect(stderr).toMatch(/new\.csv, line 3, column "z": .*two/)
    expect(status).toBe(3)
  })

  test('an unknown --id column is a usage error with the nearest name', async () => {
    const cwd = withModel({ 'new.csv': 'ident,x,z\n1,2,3\n' })
    const { status, stderr } = await leven(['predict', 'm.safetensors', 'new.csv', '--id', 'idents'], { cwd })
    expect(stderr).toMatch(/no column "idents"\. Did you mean "ident"\?/)
    expect(status).toBe(2)
  })
})

describe.concurrent('leven evaluate', () => {
  test('prints the metrics that the training run printed for the same rows', async () => {
    const cwd = folder({ 'data.csv': learnable(120) })
    const trained = await leven(['train', 'data.csv', '--target', 'y', '--validation', '0', '--json'], {
      cwd,
    })
    const { status, stdout } = await leven(['evaluate', 'data.safetensors', 'data.csv', '--json'], { cwd })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual(JSON.parse(trained.stdout).train)
  })

  test('for people: metrics and confusion matrix', async () => {
    const { status, stdout } = await leven(['evaluate', 'iris.safetensors', example('iris.csv')], {
      cwd: home,
    })
    expect(status).toBe(0)
    expect(stdout).toMatch(/accuracy +0\.\d{4}/)
    expect(stdout).toMatch(/true \\ predicted +setosa +versicolor +virginica/)
  })

  test('--weight-column counts a row of weight 3 as three, and of weight 0 as none', async () => {
    const [header = '', ...lines] = learnable(60).trim().split('\n')
    const counted = lines.map((line, i) => ({
      line: i % 5 === 0 ? line.replace(/[a-z]+$/, 'no') : line,
      by: i % 4,
    }))
    const cwd = withModel({
      'weighted.csv': [`${header},times`, ...counted.map(({ line, by }) => `${line},${by}`)].join('\n'),
      'repeated.csv': [header, ...counted.flatMap(({ line, by }) => Array(by).fill(line))].join('\n'),
    })
    const measure = async (...args: string[]) =>
      JSON.parse((await leven(['evaluate', 'm.safetensors', ...args, '--json'], { cwd })).stdout)
    const weighted = await measure('weighted.csv', '--weight-column', 'times')
    const { cost, rows, rocAuc, prAuc, brier, ...repeated } = await measure('repeated.csv')
    expect(weighted).toMatchObject({ ...repeated, rows: 45 })
    expect(rows).toBe(90)
    expect(weighted.cost).toBeCloseTo(cost, 5)
    for (const [name, figure] of Object.entries({ rocAuc, prAuc, brier }))
      expect(weighted[name]).toBeCloseTo(figure, 12)
    expect(await measure('weighted.csv')).not.toMatchObject({ confusion: repeated.confusion })
  })

  test('--weight-column that is not there is refused', async () => {
    const cwd = withModel({ 'new.csv': 'x,z,y\n1,2,yes\n' })
    const args = ['evaluate', 'm.safetensors', 'new.csv', '--weight-column', 'times']
    const { status, stderr } = await leven(args, { cwd })
    expect(stderr).toMatch(/new\.csv has no column "times"\. Its columns are "x", "z", "y"\./)
    expect(status).toBe(2)
  })

  test('a table without the target is refused', async () => {
    const cwd = withModel({ 'new.csv': 'x,z\n1,2\n' })
    const { status, stderr } = await leven(['evaluate', 'm.safetensors', 'new.csv'], { cwd })
    expect(stderr).toMatch(/new\.csv.*"y"/)
    expect(status).toBe(3)
  })

  test('a label the model does not know is refused', async () => {
    const cwd = withModel({ 'new.csv': 'x,z,y\n1,2,yes\n1,2,perhaps\n' })
    const { status, stderr } = await leven(['evaluate', 'm.safetensors', 'new.csv'], { cwd })
    expect(stderr).toMatch(/new\.csv, line 3, column "y".*perhaps/)
    expect(status).toBe(3)
  })

  test('a table of several pieces: rows without a target are counted over all, and a line is that of the file', async () => {
    const [header = '', ...lines] = learnable(40_000).trim().split('\n')
    const blank = (line: string, at: number) => (at % 4000 === 7 ? line.replace(/[a-z]+$/, '') : line)
    const text = [header, ...lines.map(blank)].join('\n')
    const cwd = withModel({ 'new.csv': text, 'bad.csv': `${text}\n1,2,perhaps\n` })
    const { status, stderr, stdout } = await leven(['evaluate', 'm.safetensors', 'new.csv'], { cwd })
    expect([status, stderr]).toEqual([0, expect.stringMatching(/10 rows have no "y" and are left out\./)])
    expect(stdout).toMatch(/rows +39990 of new\.csv/)
    const bad = await leven(['evaluate', 'm.safetensors', 'bad.csv'], { cwd })
    expect([bad.status, bad.stderr]).toEqual([
      3,
      expect.stringMatching(/bad\.csv, line 40002, column "y".*perhaps/),
    ])
  })
})

describe.concurrent('leven inspect', () => {
  test('shows network, columns, training and verification', async () => {
    const { status, stdout, stderr } = await leven(['inspect', 'data.safetensors'], { cwd: home })
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/Network[\s\S]*relu[\s\S]*sigmoid/)
    expect(stdout).toMatch(/x +number, mean/)
    expect(stdout).toMatch(/verified +.*\d+ golden rows, on cpu/)
    expect(stdout).toMatch(/seed +0/)
  })
})

describe.concurrent('a bad model', () => {
  const damages: readonly (readonly [what: string, damage: (bytes: Buffer) => Buffer])[] = [
    ['cut off', (bytes) => bytes.subarray(0, bytes.length - 10)],
    ['cut off in its header', (bytes) => bytes.subarray(0, 100)],
    ['empty', () => Buffer.alloc(0)],
    ['with a flipped bit in the numbers', (bytes) => flip(bytes, bytes.length - 3)],
    ['with a flipped bit in its header', (bytes) => flip(bytes, 200)],
    ['of another format', () => Buffer.from('\x89PNG\r\n\x1a\n and so on, and so on')],
    ['that is a table', () => Buffer.from(learnable(20))],
    ['with a byte appended', (bytes) => Buffer.concat([bytes, Buffer.of(0)])],
  ]

  test('whose only fault is a golden row says so', async () => {
    const cwd = withModel()
    const path = join(cwd, 'm.safetensors')
    writeFileSync(path, forgeGolden(readFileSync(path)))
    const { status, stderr } = await leven(['inspect', 'm.safetensors'], { cwd })
    expect(stderr).toMatch(/m\.safetensors: .*golden row/)
    expect(status).toBe(4)
  })

  test.each(damages)('%s', async (_, damage) => {
    const cwd = withModel({ 'new.csv': 'x,z\n1,2\n' })
    const path = join(cwd, 'm.safetensors')
    writeFileSync(path, damage(readFileSync(path)))
    const { status, stdout, stderr } = await leven(['predict', 'm.safetensors', 'new.csv'], { cwd })
    expect(stderr).toMatch(/^leven: m\.safetensors: .+\n$/)
    expect(stdout).toBe('')
    expect(status).toBe(4)
  })

  test('that is missing is a missing file, with the nearest name', async () => {
    const cwd = withModel()
    const { status, stderr } = await leven(['inspect', 'n.safetensors'], { cwd })
    expect(stderr).toMatch(/n\.safetensors: there is no such file\. Did you mean m\.safetensors\?/)
    expect(status).toBe(3)
  })
})

interface Header {
  readonly __metadata__: Record<string, string>
  readonly [tensor: string]: { readonly data_offsets?: readonly [number, number] } & Record<string, unknown>
}

/** The same model with another expected prediction, and the hash that fits it (docs/model-file.md). */
function forgeGolden(bytes: Buffer): Buffer {
  const length = Number(bytes.readBigUInt64LE())
  const header: Header = JSON.parse(bytes.toString('utf8', 8, 8 + length))
  const data = bytes.subarray(8 + length)
  const metadata = header.__metadata__
  const golden = JSON.parse(metadata.golden ?? '')
  golden.expected[0][0] = golden.expected[0][0] < 0.5 ? 0.9 : 0.1
  metadata.golden = JSON.stringify(golden)
  const hash = createHash('sha256')
  for (const name of ['W1', 'b1', 'W2', 'b2'])
    hash.update(data.subarray(...(header[name]?.data_offsets ?? [0, 0])))
  for (const key of Object.keys(metadata).sort()) if (key !== 'sha256') hash.update(metadata[key] ?? '')
  metadata.sha256 = hash.digest('hex')
  const text = JSON.stringify(header)
  const padded = Buffer.from(text.padEnd(text.length + ((8 - (Buffer.byteLength(text) % 8)) % 8)))
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(padded.length))
  return Buffer.concat([size, padded, data])
}

function flip(bytes: Buffer, at: number): Buffer {
  const flipped = Buffer.from(bytes)
  flipped[at] = (flipped[at] ?? 0) ^ 1
  return flipped
}
