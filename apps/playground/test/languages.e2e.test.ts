import type { BrowserContext } from 'playwright'
import { describe, expect, inject, test } from 'vitest'
import { englishAmong, seenTexts } from './seen-texts.ts'
import { browser, button, violations, visit } from './visit.ts'

describe('the page speaks', () => {
  test('the language of the browser: texts, title, numbers and what is said aloud', () =>
    visit(
      async (page) => {
        await page.getByRole('heading', { name: 'Kosten', exact: true }).waitFor()
        expect(await page.locator('html').getAttribute('lang')).toBe('de')
        expect(await page.title()).toContain('beim Lernen zusehen')
        const cost = page.locator('[data-reading="cost"]')
        await expect.poll(() => cost.textContent()).toMatch(/^\d,\d{2,3}$/)
        const said = page.locator('[data-reading="summary"]')
        await button(page, 'Epoche').click()
        await expect.poll(() => said.textContent()).toMatch(/^Angehalten\. Epoche 1\. Trainingskosten \d,\d+/)
        await button(page, 'Start').click()
        await button(page, 'Pause').click()
        expect(await violations(page)).toEqual([])
        await page.setViewportSize({ width: 360, height: 800 })
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        await expect.poll(over).toBeLessThanOrEqual(0)
      },
      { locale: 'de-AT' },
    ))

  test('the language of the link before that of the browser, and lessons keep it', () =>
    visit(
      async (page) => {
        await page.getByRole('heading', { name: 'コスト', exact: true }).waitFor()
        expect(await page.locator('html').getAttribute('lang')).toBe('ja')
        expect(await violations(page)).toEqual([])
        await page.locator('summary', { hasText: 'レッスン' }).click()
        await page.getByRole('link', { name: '学習率' }).click()
        await expect.poll(() => page.url()).toContain('lang=ja')
        await page.getByRole('heading', { name: '大きすぎる学習率' }).waitFor()
        await page.setViewportSize({ width: 360, height: 800 })
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        await expect.poll(over).toBeLessThanOrEqual(0)
      },
      { locale: 'de-DE', hash: '#lang=ja' },
    ))

  test('another language when it is chosen, while it trains, and English without fetching anything', () =>
    visit(async (page) => {
      const fetched: string[] = []
      page.on('request', (request) => fetched.push(request.url()))
      await button(page, 'Play').click()
      await page.getByRole('radio', { name: 'Deutsch' }).check()
      await button(page, 'Pause').waitFor()
      await page.getByRole('heading', { name: 'Netz', exact: true }).waitFor()
      expect(page.url()).toContain('lang=de')
      // The board's texts, then the rest's.
      await expect.poll(() => fetched.filter((url) => /\/(german|parts)-[^/]*\.js$/.test(url)).length).toBe(2)
      await page.getByRole('radio', { name: 'English' }).check()
      await page.getByRole('heading', { name: 'Network', exact: true }).waitFor()
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
      await page.reload()
      await page.getByRole('heading', { name: 'Network', exact: true }).waitFor()
    }))
})

describe('the derivation leaves no English sentence on the screen', () => {
  test('what is seen of a part: texts and names, and which of them are English', () =>
    visit(async (page) => {
      await page.setContent(
        '<p title="Of all">Das <b>ist</b> gut<code>of the code</code></p><button aria-label="Weiter">›</button>',
      )
      const seen = await seenTexts(page.locator('body'))
      expect(seen).toEqual(['Of all', 'Das gut', 'ist', 'Weiter', '›'])
      expect(englishAmong(seen)).toEqual(['Of all'])
    }))

  test.each([
    {
      lang: 'de',
      epoch: 'Epoche',
      walk: 'Durchgehen, vorwärts und zurück',
      next: 'Schritt vor',
      check: 'Gradienten prüfen',
      mistakes: ['Das 1/m weglassen', 'Das Transponieren vergessen', 'W2 zuerst aktualisieren'],
    },
    {
      lang: 'ja',
      epoch: 'エポック',
      walk: '順方向と逆方向にたどる',
      next: '次の段階',
      check: '勾配を検査',
      mistakes: ['1/m を落とす', '転置を忘れる', 'W2 を先に更新する'],
    },
  ])(
    'in $lang, from the batch through a walk to the check and the mistakes',
    (words) =>
      visit(
        async (page) => {
          const derivation = page.locator('.derivation')
          const nothingEnglish = async (part = derivation) => {
            // The words of a language come after what shows them.
            await expect.poll(async () => englishAmong(await seenTexts(part))).toEqual([])
            const seen = await seenTexts(part)
            // Numbers are the language's, too.
            if (words.lang === 'de') expect(seen.filter((text) => /\d\.\d/.test(text))).toEqual([])
          }
          await button(page, words.epoch).click()
          await page.locator('.derivation-region').scrollIntoViewIfNeeded()
          await derivation.locator('.equation').first().waitFor()
          await derivation.getByRole('button', { name: words.walk }).waitFor()
          await nothingEnglish()

          await derivation.getByRole('button', { name: words.walk }).click()
          const next = page.locator('.walk').getByRole('button', { name: words.next })
          await next.waitFor()
          await nothingEnglish()
          for (let stop = 0; (await next.getAttribute('aria-disabled')) !== 'true'; stop++) {
            expect(stop).toBeLessThan(40)
            await nothingEnglish(page.locator('.walk'))
            await next.click()
          }

          await derivation.getByRole('button', { name: words.check }).click()
          await page.locator('.check-table').waitFor()
          await nothingEnglish()
          const verdict = page.locator('[aria-labelledby="derivation-break"] [role="status"]')
          for (const mistake of words.mistakes) {
            await derivation.getByRole('button', { name: mistake }).click()
            await verdict.locator('strong').first().waitFor()
            await nothingEnglish()
          }
          await derivation.getByRole('searchbox').fill('W[1]')
          await derivation.locator('.card-search li').first().waitFor()
          await nothingEnglish()
        },
        { hash: `#lang=${words.lang}` },
      ),
    60_000,
  )
})

describe('what the workers say is in the language, too', () => {
  test.each([
    {
      lang: 'de',
      play: 'Start',
      says: /Das Training ist bei Epoche \d+ divergiert.*jetzt 10;/,
      prove: 'Hier beweisen',
    },
    {
      lang: 'ja',
      play: '再生',
      says: /エポック \d+ までに発散しました.*今の 10 より/,
      prove: 'ここで確かめる',
    },
  ])(
    'in $lang: why a run stopped, and what this device can show',
    ({ lang, play, says, prove }) =>
      visit(
        async (page) => {
          await button(page, play).click()
          const fault = page.locator('[data-notice="fault"]')
          await fault.waitFor()
          await expect.poll(() => fault.textContent()).toMatch(says)
          expect(englishAmong(await seenTexts(fault))).toEqual([])

          const cards = page.locator('.device-cards')
          await page.locator('.device-region').scrollIntoViewIfNeeded()
          await button(page, prove).click()
          await page.locator('[data-reading="hash"]').waitFor({ timeout: 20_000 })
          await expect.poll(async () => englishAmong(await seenTexts(cards))).toEqual([])
        },
        { hash: `#lang=${lang}&shape=saddle&learningRate=10` },
      ),
    60_000,
  )
})

describe('what the sandbox says is in the language, too', () => {
  test.each([
    {
      lang: 'de',
      open: 'Übungen öffnen',
      check: 'Prüfen',
      tab: 'Gradienten',
      says: /von 6 Gesetzen gelten nicht/,
    },
    { lang: 'ja', open: '演習を開く', check: '検査する', tab: '勾配', says: /個が成り立ちません/ },
  ])(
    'in $lang: the exercises, and what the laws say of what they begin with',
    ({ lang, open, check, tab, says }) =>
      visit(
        async (page) => {
          await page.locator('.write-region').scrollIntoViewIfNeeded()
          await button(page, open).click()
          const write = page.locator('.write')
          const said = write.locator('.write-said')
          await button(page, check).click()
          await expect.poll(() => said.textContent(), { timeout: 20_000 }).toMatch(says)
          await write.locator('.write-counterexample').waitFor()
          expect(englishAmong(await seenTexts(write))).toEqual([])
          // Its shapes do not fit: a sentence with parts.
          await page.getByRole('tab', { name: tab }).click()
          await button(page, check).click()
          await expect.poll(() => said.textContent(), { timeout: 20_000 }).toMatch(/dW2.*1×/)
          expect(englishAmong(await seenTexts(write))).toEqual([])
        },
        { hash: `#lang=${lang}` },
      ),
    60_000,
  )
})

describe('what is brought and drawn is in the language, too', () => {
  test.each([
    {
      lang: 'de',
      table: 'Eigene Tabelle …',
      learn: 'Aus ihr lernen',
      says: 'pasted-table.csv, Zeile 3: Die Zeile hat 1 Feld,',
      refused: 'pasted-table.csv: Die Ebene braucht',
      draw: 'Zeichnen',
    },
    {
      lang: 'ja',
      table: '自分の表…',
      learn: 'この表で学習する',
      says: 'pasted-table.csv, 3 行目: この行は 1 欄ですが、',
      refused: 'pasted-table.csv: 平面には',
      draw: '描く',
    },
  ])(
    'in $lang: a table that cannot be read or learned, the charts, and the plane to draw on',
    (words) =>
      visit(
        async (page) => {
          await button(page, words.table).click()
          const dialog = page.getByRole('dialog')
          const wrong = dialog.locator('[data-notice="table"]')
          await dialog.locator('textarea').fill('x,y\n1,2\n3\n')
          await button(page, words.learn).click()
          await expect.poll(() => wrong.textContent()).toContain(words.says)
          expect(englishAmong(await seenTexts(dialog))).toEqual([])
          await dialog.locator('textarea').fill('x,y\n1,a\n2,b\n3,a\n4,b\n')
          await button(page, words.learn).click()
          await expect.poll(() => wrong.textContent()).toContain(words.refused)
          await page.keyboard.press('Escape')

          await page.getByRole('radio', { name: 'ROC' }).check()
          const charts = page.locator('.score-charts')
          await charts.waitFor()
          expect(englishAmong(await seenTexts(charts))).toEqual([])

          await page.locator('.result label', { hasText: words.draw }).click()
          await page.locator('.draw-surface').focus()
          await page.keyboard.press('Enter')
          await expect
            .poll(() => page.locator('[data-reading="drawing"]').textContent())
            .toMatch(/blue|orange/)
          expect(englishAmong(await seenTexts(page.locator('.result')))).toEqual([])
        },
        { hash: `#lang=${words.lang}` },
      ),
    60_000,
  )
})

test.each(['de', 'ja'])('all of the page, walked to by keyboard, is in the language: %s', (lang) =>
  visit(
    async (page) => {
      // Who walks by keyboard has all of it.
      await page.keyboard.press('Tab')
      for (const part of ['.derivation', '.landscape', '.sharing-region .card', '.device-cards']) {
        await page.locator(part).first().waitFor()
        await page.locator(part).first().scrollIntoViewIfNeeded()
      }
      await page.locator('.derivation').scrollIntoViewIfNeeded()
      await page.locator('.derivation .equation').first().waitFor()
      await expect.poll(async () => englishAmong(await seenTexts(page.locator('body')))).toEqual([])
    },
    { hash: `#lang=${lang}` },
  ),
)

/** Holds the files of a language back, but for its board, until they are let go; and says which were asked for. */
async function holdWords(context: BrowserContext, own: RegExp) {
  const asked = new Set<string>()
  let letGo = () => {}
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await context.route(/\/(parts|below|device|exercises|tables)-[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    const [, name = ''] = /([a-z]+)-[^/]*$/.exec(route.request().url()) ?? []
    if (own.test(await response.text())) {
      asked.add(name)
      await gone
    }
    await route.fulfill({ response })
  })
  return { asked, letGo }
}

describe('nothing is shown in another language while the words of its own are on their way', () => {
  test.each([
    {
      lang: 'de',
      own: /[äöü]/,
      table: 'Eigene Tabelle …',
      open: 'Übungen öffnen',
      title: 'Behalten und teilen',
    },
    {
      lang: 'ja',
      own: /[ぁ-ん]/,
      table: '自分の表…',
      open: '演習を開く',
      title: '保存と共有',
    },
  ])(
    'in $lang: what is further down, dialogs, tools and advice wait for them',
    async ({ lang, own, table, open, title }) => {
      const context = await browser().newContext({ viewport: { width: 1280, height: 900 } })
      try {
        const words = await holdWords(context, own)
        const page = await context.newPage()
        await page.goto(`${inject('site').url}#lang=${lang}&shape=spiral&lesson=backpropagation`)
        await page.locator('.unit').first().waitFor()
        await page.keyboard.press('Tab')
        await button(page, open).click()
        await page.getByRole('radio', { name: 'ROC' }).check()
        await button(page, table).click()
        await expect
          .poll(() => [...words.asked].sort())
          .toEqual(['below', 'device', 'exercises', 'parts', 'tables'])
        // Whatever came with them would be drawn by now.
        await page.evaluate(
          () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
        )
        expect(englishAmong(await seenTexts(page.locator('body')))).toEqual([])
        expect(await page.getByRole('heading', { name: title }).count()).toBe(0)
        words.letGo()
        await page.getByRole('heading', { name: title }).waitFor({ state: 'attached' })
        for (const part of ['.derivation', '.device-cards', '.write', 'dialog']) {
          await page.locator(part).first().waitFor({ state: 'attached' })
        }
        expect(englishAmong(await seenTexts(page.locator('body')))).toEqual([])
      } finally {
        await context.close()
      }
    },
  )
})
