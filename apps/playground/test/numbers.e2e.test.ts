import { expect, test } from 'vitest'
import { seenTexts } from './seen-texts.ts'
import { button, visit } from './visit.ts'

/** Numbers as a program prints them: in powers of ten by an e, or five digits in a row. */
const printed = /\d[eE][+\-−]?\d|\d{5}/

const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text)

test.each([
  {
    lang: 'en',
    play: 'Play',
    pause: 'Pause',
    epoch: 'epoch ',
    grouped: /^(\d{1,3}(,\d{3})+,|\d\d,|\d{3},)\d{3}$/,
  },
  {
    lang: 'de',
    play: 'Start',
    pause: 'Pause',
    epoch: 'Epoche ',
    grouped: /^(\d{1,3}(\.\d{3})+\.|\d\d\.|\d{3}\.)\d{3}$/,
  },
  {
    lang: 'ja',
    play: '再生',
    pause: '一時停止',
    epoch: 'エポック ',
    grouped: /^(\d{1,3}(,\d{3})+,|\d\d,|\d{3},)\d{3}$/,
  },
])(
  'after ten thousand epochs every number is written as people write it, and read aloud so: $lang',
  ({ lang, play, pause, epoch, grouped }) =>
    visit(
      async (page) => {
        const reading = page.locator('[data-reading="epoch"]')
        // As fast as it goes.
        await page.locator('.pacing input').first().fill('6')
        await button(page, play).click()
        await expect.poll(() => reading.textContent(), { timeout: 60_000 }).toMatch(grouped)
        await button(page, pause).click()
        await button(page, play).waitFor()
        const moment = page.locator('.pacing input').last()
        await expect.poll(() => moment.getAttribute('aria-valuetext')).toMatch(new RegExp(`^${epoch}\\d`))
        const told = (await moment.getAttribute('aria-valuetext')) ?? ''
        await expect.poll(() => reading.textContent()).toBe(told.replace(epoch, ''))
        await page.keyboard.press('Tab')
        await page.locator('.derivation').scrollIntoViewIfNeeded()
        await page.locator('.derivation .equation').first().waitFor()
        await page.locator('.landscape').waitFor()
        await expect
          .poll(async () =>
            (await seenTexts(page.locator('main'))).filter((text) => printed.test(text) && !isHash(text)),
          )
          .toEqual([])
      },
      { hash: `#lang=${lang}&hidden=none&size=20&shape=gaussians&noise=0.02` },
    ),
  120_000,
)
