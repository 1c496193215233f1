import { fileURLToPath } from 'node:url'
import { openCpuBackend } from '@leven/backend-cpu'
import type { Backend } from '@leven/core'
import { parametersSha256, predictTable, trainModel } from '@leven/model'
import { examine, type ReadingOptions, type TextOptions } from '@leven/tabular'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTable } from '../src/table/read.ts'

let on: Backend
beforeAll(async () => {
  on = await openCpuBackend()
})
afterAll(() => on.close())

const path = (file: string) => fileURLToPath(new URL(`cases/${file}`, import.meta.url))

interface Case extends ReadingOptions {
  readonly query?: string
  readonly layout?: TextOptions
  readonly ignore?: readonly string[]
  readonly weightColumn?: string
  readonly group?: string
  readonly split?: string
  readonly task?: 'binary' | 'multiclass' | 'regression'
}

/** What training on a file gives: the model, the sentences, the figures of the rows held out. */
async function learn(file: string, target: string, { query, layout, ...options }: Case = {}) {
  const table = await readTable({ data: path(file), query, ...(layout && { text: layout }) })
  const trained = await trainModel(on, table, { target, ...options })
  const shown = trained.validation ?? trained.train
  const { encoder } = trained.model
  return {
    model: trained.model,
    target: encoder.target,
    columns: encoder.features.map(({ name }) => name),
    kinds: Object.fromEntries(encoder.features.map(({ name, kind }) => [name, kind])),
    notes: [...table.notes, ...trained.notes].join('\n'),
    rows: trained.validation?.rows ?? trained.train.rows,
    auc: 'rocAuc' in shown ? (shown.rocAuc ?? Number.NaN) : Number.NaN,
    r2: 'r2' in shown ? (shown.r2 ?? Number.NaN) : Number.NaN,
    shown,
    sha256: await parametersSha256(trained.model.parameters),
  }
}

async function findings(file: string, target: string): Promise<readonly string[]> {
  return examine(await readTable({ data: path(file) }), { target }).findings.map(({ kind }) => kind)
}

describe('numbers in another notation', () => {
  test('decimal commas in the target', async () => {
    const { target, r2 } = await learn('de_target.csv', 'y')
    expect(target.task).toBe('regression')
    expect(r2).toBeGreaterThan(0.95)
  })

  test('thousands in the target', async () => {
    const { target, r2, notes } = await learn('price_target_thousands.csv', 'price')
    expect(target.task).toBe('regression')
    expect(r2).toBeGreaterThan(0.97)
    expect(notes).toMatch(/"1,119" is read as 1119; --decimal , reads it as 1\.119/)
  })

  test('decimal commas in features: the bits of decimal points', async () => {
    const comma = await learn('de_features.csv', 'ergebnis')
    expect(comma.auc).toBeGreaterThan(0.94)
    expect(comma.sha256).toBe((await learn('de_features_dot.csv', 'ergebnis')).sha256)
  })

  test('thousands in features', async () => {
    expect((await learn('thousands.csv', 'late')).auc).toBeGreaterThan(0.86)
  })

  test('percent: the bits of the number before the sign', async () => {
    const percent = await learn('percent.csv', 'late')
    expect(percent.auc).toBeGreaterThan(0.87)
    expect(percent.sha256).toBe((await learn('percent_plain.csv', 'late')).sha256)
  })

  test('a Unicode minus: the bits of a hyphen', async () => {
    const { sha256 } = await learn('minus2212.csv', 'late')
    expect(sha256).toBe((await learn('minus_plain.csv', 'late')).sha256)
  })

  test('a target near 1e300 has finite metrics', async () => {
    const { r2, shown } = await learn('reg_1e300.csv', 'y')
    expect(r2).toBeGreaterThan(0.95)
    if (!('rmse' in shown)) throw new Error('no regression')
    expect(Number.isFinite(shown.rmse) && Number.isFinite(shown.mae)).toBe(true)
  })
})

describe('missing values', () => {
  test('as labels are left out with a count', async () => {
    const { target, rows, auc, notes } = await learn('nan_label.csv', 'y')
    expect(target).toMatchObject({ task: 'binary', labels: ['u', 'v'] })
    expect(rows).toBe(361)
    expect(auc).toBeGreaterThan(0.93)
    expect(notes).toMatch(/39 rows have no "y" \("nan"\) and are left out/)
  })

  test('in a text column are no level', async () => {
    const { model } = await learn('nan_category.csv', 'y')
    expect(model.encoder.features[0]).toMatchObject({ levels: ['Bergen', 'Oslo'], missingLevel: true })
  })

  test.each(['none_many.csv', 'backslashN.csv', 'dot_missing.csv'])(
    '%s trains to the bits of empty cells',
    async (file) => {
      const words = await learn(file, 'y')
      expect(words.auc).toBeGreaterThan(0.9)
      expect(words.sha256).toBe((await learn('none_many_empty.csv', 'y')).sha256)
    },
  )

  test('NA is a label among EU and AS', async () => {
    const { target, notes } = await learn('label_NA.csv', 'region')
    expect(target).toMatchObject({ labels: ['AS', 'EU', 'NA'] })
    expect(notes).toMatch(/"NA" is taken as one of its labels/)
  })

  test("Python's NaN in JSON", async () => {
    const { model } = await learn('nan.jsonl', 'y')
    expect(model.encoder.features[0]).toMatchObject({ name: 'a', kind: 'number', missingIndicator: true })
  })
})

describe('text tables of every layout', () => {
  test('mixed line ends are read as if all were one kind', async () => {
    const { sha256 } = await learn('sep_line.csv', 'y')
    expect((await learn('mixed_newlines.csv', 'y')).sha256).toBe(sha256)
    expect((await learn('comments.csv', 'y')).sha256).toBe(sha256)
    expect((await learn('appended_lf.csv', 'y')).rows).toBe(301)
    expect((await learn('nl_one_lf_mid.csv', 'y')).rows).toBe(60)
  })

  test('comments above the header are said', async () => {
    expect((await learn('comments.csv', 'y')).notes).toMatch(/2 lines above the header begin with #/)
    expect((await learn('comments.csv', 'y', { layout: { comment: '#' } })).columns).toEqual(['a', 'b'])
  })

  test('a tie of delimiters is settled by the numbers', async () => {
    expect((await learn('delim_tie.csv', 'y')).kinds).toEqual({
      'Preis, netto': 'number',
      'Menge, kg': 'number',
    })
  })

  test('no header is suspected and said', async () => {
    expect((await learn('noheader.csv', 'ja')).notes).toMatch(/looks like a row .* --no-header/)
    const { rows } = await learn('noheader.csv', 'column_4', { layout: { header: false } })
    expect(rows).toBe(300)
  })

  test("R's row names are recognised and left out", async () => {
    const { columns, notes } = await learn('rtable_comma.csv', 'y')
    expect(columns).toEqual(['a', 'b'])
    expect(notes).toMatch(/as R writes them/)
  })

  test('names that differ by case', async () => {
    const query = 'select * from data order by y'
    expect((await learn('case_header.csv', 'y', { query })).columns).toEqual(['A', 'a'])
    expect((await learn('case_keys.jsonl', 'y')).columns).toEqual(['A', 'a'])
  })

  test('a column with a comma in its name can be left out', async () => {
    const { columns } = await learn('comma_cols.csv', 'y, final', { ignore: ['Sex, at birth', 'id'] })
    expect(columns).toEqual(['weight (kg), dry'])
  })
})

describe('codes and labels', () => {
  test('zeros in front are codes', async () => {
    const { auc, kinds } = await learn('zero_codes.csv', 'y')
    expect(kinds).toMatchObject({ code: 'category' })
    expect(auc).toBeGreaterThan(0.95)
  })

  test('whole numbers without order are codes, and said', async () => {
    const { auc, notes } = await learn('int_code.csv', 'y')
    expect(notes).toMatch(/Column "shop" holds whole numbers .* --numeric shop/)
    expect(auc).toBeGreaterThan(0.84)
  })

  test('codes of which some look like numbers are categories', async () => {
    expect((await learn('code_exp.csv', 'y')).kinds).toMatchObject({ code: 'category' })
  })

  test('TRUE and True are one label, and it is said', async () => {
    const { target, notes } = await learn('label_truefalse.csv', 'y')
    expect(target).toMatchObject({ task: 'binary' })
    expect(notes).toMatch(/"True" is taken as "TRUE"/)
  })

  test('whole numbers from 1 to 26 are said to be taken as numbers', async () => {
    expect((await learn('letters26.csv', 'y')).notes).toMatch(
      /different integers of "y" .* --task multiclass/,
    )
  })
})

describe('dates', () => {
  test('part the rows by time', async () => {
    const { model } = await learn('dates_iso.csv', 'y', { split: 'time:date' })
    expect(model.training.members?.outOfFoldRows).toBeLessThan(1200)
    expect(model.training.options.split).toBe('time:date')
  })

  test('as features', async () => {
    expect((await learn('dates_iso.csv', 'y')).auc).toBeGreaterThan(0.88)
    expect((await learn('timestamps_zone.csv', 'y')).auc).toBeGreaterThan(0.88)
  })

  test('are no target, but can be forced', async () => {
    await expect(learn('date_target.csv', 'due')).rejects.toThrow(/holds dates such as/)
    await expect(learn('date_target.csv', 'due')).rejects.toMatchObject({
      remedy: expect.stringMatching(/--task multiclass/),
    })
  })
})

describe('what a table hides', () => {
  test('duplicates do not straddle folds: noise is judged as noise, and it is said', async () => {
    const { auc, notes } = await learn('dup_rows.csv', 'y')
    expect(auc).toBeGreaterThan(0.35)
    expect(auc).toBeLessThan(0.65)
    expect(notes).toMatch(/300 rows repeat earlier ones: equal rows are kept on one side of every split/)
  })

  test('rows that weigh nothing leave a table of two rows, which trains', async () => {
    const { model, notes } = await learn('weights_two.csv', 'y', { weightColumn: 'w' })
    expect(model.training.rows).toEqual({ training: 1, validation: 1 })
    expect(notes).toMatch(/All rows that weigh something are "u"/)
  })

  test('a copy of the target, duplicates, one positive in a thousand', async () => {
    expect(await findings('leak.csv', 'y')).toContain('leak')
    expect(await findings('dup_rows.csv', 'y')).toContain('duplicate rows')
    expect(await findings('one_positive.csv', 'fraud')).toContain('imbalance')
  })
})

test('a model predicts a table whose id is called prediction', async () => {
  const { model } = await learn('score_train.csv', 'Bought')
  const table = await readTable({ data: path('score_id_conflict.csv') })
  expect((await predictTable(model, on, table)).predictions.prediction).toHaveLength(2)
})
