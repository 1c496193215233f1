import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { logisticRegression } from '@leven/model'
import { describe, expect, test } from 'vitest'
import { example, folder, learnable, leven, levenInShell, statusInShell } from './leven.ts'

const readme = fileURLToPath(new URL('../../../README.md', import.meta.url))

const metricKeys = {
  binary: [
    'rows',
    'cost',
    'accuracy',
    'rocAuc',
    'prAuc',
    'brier',
    'precision',
    'recall',
    'f1',
    'threshold',
    'confusion',
  ],
  multiclass: ['rows', 'cost', 'accuracy', 'macroF1', 'macroRocAuc', 'confusion'],
  regression: ['rows', 'cost', 'r2', 'mae', 'rmse'],
}

/** Trains with --json in a folder of its own. */
async function train(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const cwd = folder(files)
  const { status, stdout, stderr } = await leven(['train', ...args, '--json'], { cwd })
  expect(stderr.replace(/^note: .*\n/gm, '')).toBe('')
  expect(status).toBe(0)
  return { cwd, stderr, result: JSON.parse(stdout) }
}

describe.concurrent('leven train', () => {
  test('the main job: a table, a model file, one JSON object', async () => {
    const { cwd, result, stderr } = await train([example('breast-cancer.csv'), '--target', 'diagnosis'])
    expect(stderr).toBe('')
    expect(Object.keys(result)).toEqual([
      'model',
      'task',
      'target',
      'labels',
      'positive',
      'rows',
      'features',
      'epochs',
      'seed',
      'backend',
      'members',
      'failedRates',
      'train',
      'validation',
      'baseline',
      'intervals',
      'difference',
      'calibration',
      'classes',
      'errors',
      'threshold',
      'verdict',
      'parametersSha256',
      'seconds',
    ])
    expect(result).toMatchObject({
      model: 'breast-cancer.safetensors',
      task: 'binary',
      target: 'diagnosis',
      labels: ['benign', 'malignant'],
      positive: 'malignant',
      rows: 569,
      features: 210,
      seed: 0,
      parametersSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(Object.keys(result.backend)).toEqual(['name', 'device', 'accelerated', 'reason'])
    for (const metrics of [
      result.train,
      result.validation,
      result.baseline.majority,
      result.baseline.logistic,
    ]) {
      expect(Object.keys(metrics)).toEqual(metricKeys.binary)
    }
    expect([result.train.rows, result.validation.rows]).toEqual([569, 569])
    expect(result.members).toMatchObject({ count: 8, outOfFoldRows: 569 })
    expect(result.validation.cost).toBeLessThan(result.baseline.logistic.cost)
    expect(result.validation.rocAuc).toBeGreaterThan(0.97)
    expect(result.validation.cost).toBeLessThan(result.baseline.majority.cost / 3)
    expect(result.baseline.logistic.rocAuc).toBeGreaterThan(0.97)
    expect(readdirSync(cwd)).toEqual(['breast-cancer.safetensors'])
  })

  test('the scorecard, piped: no escape codes, nothing on stderr', async () => {
    const cwd = folder()
    const { status, stdout, stderr } = await leven(
      ['train', example('breast-cancer.csv'), '--target', 'diagnosis', '--epochs', '5'],
      { cwd },
    )
    expect(status).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).not.toContain('\x1b')
    expect(stdout).toMatch(/binary: whether diagnosis is malignant/)
    expect(stdout).toMatch(/^this model +0\.\d/m)
    expect(stdout).toMatch(/^logistic regression +0\.\d/m)
    expect(stdout).toMatch(/^always the majority +0\.\d/m)
  })

  test('text with more than two labels is multiclass; missing cells and categories are encoded', async () => {
    const { result } = await train([example('iris.csv'), '--target', 'species'])
    expect(result).toMatchObject({ task: 'multiclass', positive: null, features: 28 })
    expect(result.labels).toHaveLength(3)
    expect(Object.keys(result.validation)).toEqual(metricKeys.multiclass)
    expect(result.validation.accuracy).toBeGreaterThan(0.85)
    const penguins = await train([example('penguins.csv'), '--target', 'species'])
    expect(penguins.result.features).toBeGreaterThan(6)
  })

  test('a number is regression, in its own units', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${i % 17},${(i * 5) % 23},${100 + 3 * (i % 17) + 0.5}`,
    )
    const { result } = await train(['data.csv', '--target', 'y', '--validation', '0.25'], {
      'data.csv': `a,b,y\n${rows.join('\n')}\n`,
    })
    expect(result).toMatchObject({ task: 'regression', labels: null, positive: null })
    expect(Object.keys(result.validation)).toEqual(metricKeys.regression)
    expect(result.validation.rmse).toBeLessThan(result.baseline.majority.rmse / 5)
  })

  test('the same seed gives the same bits, another seed others', async () => {
    const args = ['data.csv', '--target', 'y', '--epochs', '3']
    const files = { 'data.csv': learnable(100) }
    const [first, again, other] = await Promise.all([
      train(args, files),
      train(args, files),
      train([...args, '--seed', '1'], files),
    ])
    expect(again.result.parametersSha256).toBe(first.result.parametersSha256)
    expect(other.result.parametersSha256).not.toBe(first.result.parametersSha256)
    const bytes = (cwd: string) => readFileSync(join(cwd, 'data.safetensors'))
    expect(bytes(again.cwd).equals(bytes(first.cwd))).toBe(true)
  })

  test('members give the same bits on any number of workers, and --split-seed moves the folds alone', async () => {
    // Enough work for workers to be started.
    const args = ['data.csv', '--target', 'y', '--hidden', '300', '--epochs', '2']
    const files = { 'data.csv': learnable(6000) }
    const [one, two, three, moved] = await Promise.all([
      train([...args, '--workers', '1'], files),
      train([...args, '--workers', '2'], files),
      train([...args, '--workers', '3'], files),
      train([...args, '--split-seed', '7'], files),
    ])
    expect(two.result.parametersSha256).toBe(one.result.parametersSha256)
    expect(three.result.parametersSha256).toBe(one.result.parametersSha256)
    expect(two.result.validation).toEqual(one.result.validation)
    expect(moved.result.parametersSha256).not.toBe(one.result.parametersSha256)
    expect(moved.result.members.splitSeed).toBe(7)
  })

  test('--members 1 is one network with rows held out, with the hash that the README names', async () => {
    const { result } = await train([example('breast-cancer.csv'), '--target', 'diagnosis', '--members', '1'])
    expect(result).toMatchObject({ features: 30, members: null, validation: { rows: 113 } })
    expect(readFileSync(readme, 'utf8')).toContain(result.parametersSha256)
  })

  test('says what chance leaves of the figures, and --maximise finds a threshold', async () => {
    const args = [example('breast-cancer.csv'), '--target', 'diagnosis', '--maximise', 'cost:fn=5,fp=1']
    const { result } = await train(args)
    const [low, high] = result.intervals.rocAuc
    expect(low).toBeLessThan(result.validation.rocAuc)
    expect(high).toBeGreaterThan(result.validation.rocAuc)
    expect(result.difference.cost.difference).toBeCloseTo(
      result.validation.cost - result.baseline.logistic.cost,
      5,
    )
    expect(result.calibration.bins.length).toBeGreaterThan(3)
    expect(result.threshold.goal).toEqual({ kind: 'cost', fn: 5, fp: 1 })
    const wrong = await leven(['train', 'd.csv', '--target', 'y', '--maximise', 'f2'], {
      cwd: folder({ 'd.csv': learnable(20) }),
    })
    expect(wrong.status).toBe(2)
    expect(wrong.stderr).toMatch(/f1/)
  })

  test('--no-baseline trains none', async () => {
    const { result } = await train(['data.csv', '--target', 'y', '--no-baseline'], {
      'data.csv': learnable(60),
    })
    expect(result.baseline).toBeNull()
  })

  test('several members refuse what only one network has', async () => {
    const args = ['train', 'data.csv', '--target', 'y', '--members', '4', '--validation', '0.2']
    const { status, stderr } = await leven(args, { cwd: folder({ 'data.csv': learnable(60) }) })
    expect(stderr).toMatch(/validation belongs to a single network/)
    expect(status).toBe(2)
  })

  test('--recipe notes: full-batch gradient descent on all rows', async () => {
    const { cwd, result } = await train(['data.csv', '--target', 'y', '--recipe', 'notes', '--hidden', '3'], {
      'data.csv': learnable(60),
    })
    expect(result).toMatchObject({ rows: 60, validation: null, train: { rows: 60 } })
    const { stdout } = await leven(['inspect', 'data.safetensors', '--json'], { cwd })
    const { training, layers } = JSON.parse(stdout)
    expect(training.options).toMatchObject({
      recipe: 'notes',
      hidden: [3],
      activation: 'relu',
      optimizer: 'gradient-descent',
      'batch-size': 'full',
      l2: 0,
      patience: 0,
    })
    expect(layers.map(({ activation }: { activation: string }) => activation)).toEqual(['relu', 'sigmoid'])
  })

  test('nothing is learned from the rows held out, not even a mean', async () => {
    const meanOf = async (shareHeldOut: string) => {
      const args = ['data.csv', '--target', 'y', '--epochs', '1', '--validation', shareHeldOut]
      const { cwd } = await train(args, { 'data.csv': learnable(90) })
      const { stdout } = await leven(['inspect', 'data.safetensors', '--json'], { cwd })
      return JSON.parse(stdout).features[0].mean
    }
    const [ofAll, ofHalf] = await Promise.all([meanOf('0'), meanOf('0.5')])
    const cells = learnable(90).trim().split('\n').slice(1)
    const mean = cells.reduce((sum, line) => sum + Number(line.split(',')[0]), 0) / 90
    expect(ofAll).toBeCloseTo(mean, 12)
    expect(ofHalf).not.toBeCloseTo(mean, 6)
  })

  test('--recipe notes refuses three labels', async () => {
    const args = ['train', example('iris.csv'), '--target', 'species', '--recipe', 'notes']
    const { status, stderr } = await leven(args, { cwd: folder() })
    expect(stderr).toMatch(/recipe of the notes predicts one of two labels/)
    expect(status).toBe(2)
  })

  test('the logistic baseline is what --hidden none gives with its settings', async () => {
    const { epochs, learningRate, l2 } = logisticRegression
    const args = [
      'data.csv',
      '--target',
      'y',
      '--members',
      '1',
      '--hidden',
      'none',
      '--epochs',
      String(epochs),
    ]
    const rate = ['--learning-rate', String(learningRate.adam), '--l2', String(l2(80))]
    const { result } = await train([...args, ...rate], { 'data.csv': learnable(100) })
    expect(result.train.rows).toBe(80)
    expect(result.validation).toEqual(result.baseline.logistic)
  })

  test('--patience stops early and keeps the best parameters', async () => {
    const args = [
      example('breast-cancer.csv'),
      '--target',
      'diagnosis',
      '--epochs',
      '2000',
      '--patience',
      '5',
    ]
    const { cwd, result } = await train(args)
    expect(result.epochs).toBeLessThan(2000)
    const { stdout } = await leven(['inspect', 'breast-cancer.safetensors', '--json'], { cwd })
    const { curve } = JSON.parse(stdout).training
    expect(curve.epochs).toBe(result.epochs)
    expect(curve.bestEpoch).toBe(result.epochs - 5)
  })

  test('weights: a weight column and balanced classes change what is learned', async () => {
    const weighted = learnable(100)
      .replace('x,z,y', 'x,z,y,w')
      .replace(/(yes|no)$/gm, (label) => `${label},${label === 'yes' ? 5 : 1}`)
    const files = { 'data.csv': weighted }
    const args = ['data.csv', '--target', 'y', '--epochs', '2']
    const [plain, column, balanced] = await Promise.all([
      train([...args, '--ignore', 'w'], files),
      train([...args, '--weight-column', 'w'], files),
      train([...args, '--ignore', 'w', '--class-weights', 'balanced'], files),
    ])
    const hashes = [plain, column, balanced].map(({ result }) => result.parametersSha256)
    expect(new Set(hashes).size).toBe(3)
    expect(column.result.features).toBe(14)
  })

  test('--positive, --task and --out', async () => {
    const { cwd, result } = await train(
      ['data.csv', '--target', 'y', '--positive', 'no', '--task', 'binary', '--out', 'here.safetensors'],
      { 'data.csv': learnable(60) },
    )
    expect(result).toMatchObject({ positive: 'no', model: 'here.safetensors' })
    expect(existsSync(join(cwd, 'here.safetensors'))).toBe(true)
  })

  test('reads stdin', async () => {
    const cwd = folder()
    const { status, stdout } = await leven(['train', '-', '--target', 'y', '--json'], {
      cwd,
      input: learnable(60),
    })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ rows: 60, model: 'model.safetensors' })
  })

  test('a query without ORDER BY is noted, and recorded in the model', async () => {
    const { cwd, stderr, result } = await train(
      ['data.csv', '--target', 'y', '--query', 'select x, y from data where x::int > -4'],
      { 'data.csv': learnable(110) },
    )
    expect(result.rows).toBe(90)
    expect(stderr).toMatch(/no ORDER BY/)
    const { stdout } = await leven(['inspect', 'data.safetensors', '--json'], { cwd })
    expect(JSON.parse(stdout).training.options).toMatchObject({ reproducible: false })
  })

  test('notes what it does with a constant column', async () => {
    const { stderr } = await train(['data.csv', '--target', 'y', '--epochs', '2'], {
      'data.csv': learnable(60)
        .replace('x,', 'k,x,')
        .replace(/^(?=-?\d)/gm, '1,'),
    })
    expect(stderr).toMatch(/^note: .*"k"/m)
  })

  test('notes what it does with a column that is all missing', async () => {
    const { stderr } = await train(['data.csv', '--target', 'y', '--epochs', '2'], {
      'data.csv': learnable(60)
        .replace('x,', 'k,x,')
        .replace(/^(?=-?\d)/gm, ','),
    })
    expect(stderr).toMatch(/^note: .*"k"/m)
  })

  test('a table too small to hold rows out is trained on whole, with a note', async () => {
    const { result, stderr } = await train(['data.csv', '--target', 'y', '--patience', '3'], {
      'data.csv': 'x,y\n1,a\n2,b\n',
    })
    expect(stderr).toMatch(/^note: The table is too small to hold rows out/m)
    expect(result).toMatchObject({ rows: 2, validation: null })
  })

  test('divergence names epoch, layer and the option to change, and saves nothing', async () => {
    const cwd = folder()
    const args = ['train', example('iris.csv'), '--target', 'species', '--epochs', '300', '--members', '1']
    const { status, stdout, stderr } = await leven(
      [...args, '--optimizer', 'gradient-descent', '--learning-rate', '1e6', '--no-retry'],
      { cwd },
    )
    expect(stderr).toMatch(
      /Training diverged by epoch \d+ in layer \d.* Nothing was saved\. Lower the learning rate, now 1000000/,
    )
    expect(stdout).toBe('')
    expect(status).toBe(1)
    expect(readdirSync(cwd)).toEqual([])
  })

  test('begins again at a lower rate where training diverges or collapses, and says so', async () => {
    for (const [optimizer, outcome] of [
      ['gradient-descent', 'diverged'],
      ['adam', 'collapsed'],
    ] as const) {
      const { result, stderr } = await train(
        ['data.csv', '--target', 'y', '--optimizer', optimizer, '--learning-rate', '1e6'],
        { 'data.csv': learnable(60) },
      )
      expect(stderr).toMatch(new RegExp(`^note: Training at the learning rate 1000000 ${outcome}`, 'm'))
      expect(result).toMatchObject({ failedRates: [{ learningRate: 1e6, outcome }], verdict: [] })
    }
  })

  test('says that a model is constant without baselines, too', async () => {
    const { result } = await train(
      [
        ...['data.csv', '--target', 'y', '--members', '1', '--no-baseline'],
        ...['--optimizer', 'gradient-descent', '--learning-rate', '0.01', '--l2', '10'],
      ],
      { 'data.csv': learnable(60) },
    )
    expect(result).toMatchObject({ verdict: [expect.stringMatching(/the same for every row/)] })
  })

  test('an existing model is replaced whole', async () => {
    const cwd = folder({ 'data.csv': learnable(60), 'data.safetensors': '' })
    for (const seed of ['1', '2']) {
      const before = readFileSync(join(cwd, 'data.safetensors'))
      const { status } = await leven(['train', 'data.csv', '--target', 'y', '--seed', seed], { cwd })
      expect(status).toBe(0)
      expect(readFileSync(join(cwd, 'data.safetensors')).equals(before)).toBe(false)
      expect((await leven(['inspect', 'data.safetensors'], { cwd })).status).toBe(0)
    }
  })

  test('a failed run leaves an existing model alone', async () => {
    const cwd = folder({ 'data.csv': 'x,y\n1\n', 'data.safetensors': 'old' })
    mkdirSync(join(cwd, 'sub'))
    const { status } = await leven(['train', 'data.csv', '--target', 'y', '--force'], { cwd })
    expect(status).toBe(3)
    expect(readFileSync(join(cwd, 'data.safetensors'), 'utf8')).toBe('old')
    expect(readdirSync(cwd).sort()).toEqual(['data.csv', 'data.safetensors', 'sub'])
  })
})

describe.concurrent('Ctrl-C', () => {
  // The constant column makes a note just before training begins: then there is something to interrupt.
  const noted = learnable(60)
    .replace('x,', 'k,x,')
    .replace(/^(?=-?\d)/gm, '1,')

  test('while training saves the model so far and says so', async () => {
    const cwd = folder({ 'data.csv': noted })
    let sent = false
    const { status, stdout, stderr } = await leven(
      ['train', 'data.csv', '--target', 'y', '--members', '1', '--epochs', '100000000', '--json'],
      {
        cwd,
        onError(_, kill) {
          if (!sent) setTimeout(() => kill('SIGINT'), 1000)
          sent = true
        },
      },
    )
    expect(stderr).toMatch(
      /interrupted after epoch \d+ of 100000000; the model so far is saved as data\.safetensors/,
    )
    expect(stdout).toBe('')
    expect(status).toBe(130)
    expect(readdirSync(cwd).sort()).toEqual(['data.csv', 'data.safetensors'])
    const inspected = await leven(['inspect', 'data.safetensors'], { cwd })
    expect(inspected.status).toBe(0)
  })

  test('while members are trained saves the best so far and says so', async () => {
    const big = learnable(2000) // an epoch of all members takes far less than the seconds below
      .replace('x,', 'k,x,')
      .replace(/^(?=-?\d)/gm, '1,')
    const cwd = folder({ 'data.csv': big })
    let sent = false
    const { status, stdout, stderr } = await leven(
      [
        'train',
        'data.csv',
        '--target',
        'y',
        '--hidden',
        '64',
        '--learning-rate',
        '0.00001',
        '--epochs',
        '100000',
        '--json',
      ],
      {
        cwd,
        onError(_, kill) {
          if (!sent) setTimeout(() => kill('SIGINT'), 4000)
          sent = true
        },
      },
    )
    expect(stderr).toMatch(/interrupted after epoch \d+; the model so far is saved as data\.safetensors/)
    expect(stdout).toBe('')
    expect(status).toBe(130)
    const inspected = await leven(['inspect', 'data.safetensors'], { cwd })
    expect(inspected.status).toBe(0)
  })

  test('while waiting for stdin ends at once and leaves nothing', async () => {
    const cwd = folder()
    const env = { ...process.env, TMPDIR: cwd }
    const child = spawn('sh', ['-c', `exec ${levenInShell} train - --target y`], { cwd, env })
    const ended = new Promise((resolve) => {
      child.on('close', (status, by) => resolve(statusInShell(status, by)))
    })
    // Stdin is copied to a temporary file: then the command is up.
    while (readdirSync(cwd).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(readdirSync(cwd)).toEqual([])
  })
})
