import { expect, test } from 'vitest'
import { button, epoch, focus, reading, violations, visit } from './visit.ts'

test('ROC and calibration follow the training, are chosen by keyboard, and are read out', () =>
  visit(async (page) => {
    await focus(page, 'Confusion')
    await page.keyboard.press('ArrowRight')
    const roc = page.getByRole('img', { name: /^ROC curve of orange/ })
    await roc.waitFor()
    const before = await reading(page, 'test-auc')
    for (let i = 0; i < 6; i++) await button(page, 'epoch').click()
    await expect.poll(() => epoch(page)).toBe('6')
    expect(await reading(page, 'test-auc')).not.toBe(before)
    expect(await roc.getAttribute('aria-label')).toContain(String(await reading(page, 'training-auc')))
    expect(await violations(page)).toEqual([])
    await page.getByRole('radio', { name: 'Calibration' }).check()
    await page.getByRole('img', { name: /^Calibration of orange/ }).waitFor()
    expect(await reading(page, 'training-calibration')).toBeGreaterThan(0)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violations(page)).toEqual([])
  }))

test('of three classes, each is held against the others', () =>
  visit(
    async (page) => {
      await page.getByRole('radio', { name: 'ROC' }).check()
      await page.getByRole('img', { name: /^ROC curve of orange/ }).waitFor()
      await page.getByLabel('Class against the others').selectOption('green')
      await page.getByRole('img', { name: /^ROC curve of green/ }).waitFor()
    },
    { hash: '#shape=pinwheel', viewport: { width: 360, height: 800 } },
  ))

test('what L2 adds to the cost is drawn beside the raw cost, once there is any', () =>
  visit(async (page) => {
    const plot = page.locator('.panel.cost [role="img"]')
    const words = 'training with L2, which is minimised'
    expect(await page.getByText(words).count()).toBe(0)
    await page.getByLabel('L2 strength').selectOption('0.1')
    await button(page, 'epoch').click()
    await page.getByText(words).waitFor()
    const [, raw, whole] =
      /Training ([\d.]+), with L2 ([\d.]+)/.exec((await plot.getAttribute('aria-label')) ?? '') ?? []
    expect(Number(whole)).toBeGreaterThan(Number(raw))
  }))

test('long names of classes stay whole: their table scrolls by itself, by keyboard too', () =>
  visit(
    async (page) => {
      const names = ['Rhododendron', 'Chrysanthemum', 'Hippophaerhamnoides', 'Saxifragapaniculata']
      const rows = Array.from({ length: 80 }, (_, i) => `${i % 7},${(5 * i) % 11},${names[i % 4]}`)
      await button(page, 'Your own table…').click()
      await page.getByLabel('Choose a file…').setInputFiles({
        name: 'flowers.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(['a,b,kind', ...rows].join('\n')),
      })
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      const heads = page.locator('.score table').first().getByRole('columnheader')
      expect(await heads.allTextContents()).toEqual(names.toSorted())
      const lines = await heads.evaluateAll((all) =>
        all.map((head) => {
          const words = document.createRange()
          words.selectNodeContents(head)
          return words.getClientRects().length
        }),
      )
      expect(lines).toEqual([1, 1, 1, 1])
      const counts = page.locator('.counts').first()
      await counts.focus()
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => counts.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
      expect(await violations(page)).toEqual([])
    },
    { viewport: { width: 360, height: 800 } },
  ))
