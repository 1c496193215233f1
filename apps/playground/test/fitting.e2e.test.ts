import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { misfits } from './misfits.ts'
import { visit } from './visit.ts'

/** Buttons whose text comes nearer to their edge than 2 px, or beyond it; and readings beyond their place. */
function crowded(page: Page): Promise<string[]> {
  return page.locator('button:not(.unit, .plain), dt').evaluateAll((all) =>
    all.flatMap((element) => {
      if (!element.checkVisibility() || element.closest('.unseen, .segments')) return []
      const text = document.createRange()
      text.selectNodeContents(element)
      const [inner, outer] = [text.getBoundingClientRect(), element.getBoundingClientRect()]
      if (!element.textContent?.trim()) return []
      const air = element.tagName === 'BUTTON' ? 2 : 0
      const rooms = [
        inner.left - outer.left,
        outer.right - inner.right,
        inner.top - outer.top,
        outer.bottom - inner.bottom,
      ]
      return Math.min(...rooms) < air - 0.1 ? [`${element.textContent}: ${rooms.map(Math.round)}`] : []
    }),
  )
}

/** How much lower one of the sliders beside Play is than the other; 0 where each has a row of its own. */
async function slope(page: Page): Promise<number> {
  const [pace, moment] = await page
    .locator('.pacing label')
    .evaluateAll((all) =>
      all.map((label) => [label, label.querySelector('input')].map((each) => each?.getBoundingClientRect())),
    )
  const [paceRow, paceSlider] = pace ?? []
  const [momentRow, momentSlider] = moment ?? []
  if (!paceRow || !paceSlider || !momentRow || !momentSlider) throw new Error('the sliders are not drawn')
  return momentRow.top > paceRow.bottom ? 0 : Math.abs(paceSlider.bottom - momentSlider.bottom)
}

describe.each(['en', 'de', 'ja'])('in %s', (language) => {
  test.each([360, 800, 1280, 2560])('what is written has its place at %d px', (width) =>
    visit(
      async (page) => {
        await page.locator('.advice button').first().waitFor()
        expect(await crowded(page)).toEqual([])
        expect(await slope(page)).toBeCloseTo(0, 0)
        // The page's own choices stand at its right edge, whatever the length of the line beside its name.
        const [choice, panel] = await Promise.all(
          ['.masthead .segments', '.panel.result'].map((name) => page.locator(name).boundingBox()),
        )
        if (!choice || !panel) throw new Error('the page is not drawn')
        expect(choice.x + choice.width).toBeCloseTo(panel.x + panel.width, 0)
        const legend = page.locator('.derived legend')
        expect(await legend.evaluate((element) => getComputedStyle(element).paddingLeft)).toBe('0px')
      },
      { hash: `#shape=spiral&lang=${language}`, viewport: { width, height: 900 } },
    ),
  )
})

describe('the network', () => {
  const heights = async (page: Page) => {
    const [units, plane] = await Promise.all(
      ['.units', '.panel.result canvas'].map((name) => page.locator(name).first().boundingBox()),
    )
    if (!units || !plane) throw new Error('the page is not drawn')
    return { units: units.height, plane: plane.height }
  }

  test.each([1280, 2560])('is drawn nearly as high as the plane beside it at %d px', (width) =>
    visit(
      async (page) => {
        const { units, plane } = await heights(page)
        expect(units / plane).toBeGreaterThan(0.75)
        expect(units / plane).toBeLessThan(1)
      },
      { viewport: { width, height: width * 0.5625 } },
    ),
  )

  test('and what stands below it stays where it is while a layer gets another unit', () =>
    visit(
      async (page) => {
        const { units } = await heights(page)
        await page.getByRole('button', { name: 'Add a unit to hidden layer 1' }).click()
        await expect.poll(() => page.locator('.unit').count()).toBe(2 + 5 + 1)
        expect((await heights(page)).units).toBe(units)
      },
      { viewport: { width: 2560, height: 1440 } },
    ))
})

/** What is furthest from the usual: six layers of eight units, and seven inputs. */
const largest = 'shape=spiral&hidden=8-8-8-8-8-8&derived=x1sq-x2sq-x1x2-sinx1-sinx2'

/** Long names without a place to break, classes of long words, and numbers of every size. */
const longTable = [
  'Verbrennungsmotorleistungsmessungswert,average_annual_precipitation_in_millimetres,a name of several words,Zielklassifikationsbezeichnung',
  ...Array.from({ length: 60 }, (_, i) => {
    const label = ['überdurchschnittlich lang gewachsen', 'short', 'Mittelmäßigkeitskategorie'][i % 3]
    return `${((i * 7919) % 1000) * 1234.5678},${((i * 104729) % 997) * 1e-5},${i * 98765432.1},${label}`
  }),
].join('\n')

describe('nothing lies over another, is cut off, differs in height from its row, or makes the page scroll sideways', () => {
  /** Has all of the page fetched, as for who walks it by keyboard. */
  const fetchAll = async (page: Page) => {
    await page.keyboard.press('Tab')
    for (const part of ['.derivation h3', '.landscape', '.sharing .card', '.device-card']) {
      await page.locator(part).first().waitFor({ state: 'attached' })
    }
  }
  const fitsAt = async (page: Page, widths: readonly number[]) => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await expect.poll(async () => [width, ...(await misfits(page))]).toEqual([width])
    }
  }
  const narrow = { width: 360, height: 900 }

  describe.each(['en', 'de', 'ja'])('in %s', (lang) => {
    test(
      'with the largest network, at four widths',
      () =>
        visit(
          async (page) => {
            await fetchAll(page)
            await fitsAt(page, [360, 400, 800, 1280])
          },
          { hash: `#lang=${lang}&${largest}`, viewport: narrow },
        ),
      60_000,
    )

    test(
      'without hidden layers, in a lesson, and after a fault',
      () =>
        visit(
          async (page) => {
            await page.locator('.lesson').waitFor()
            await page.locator('.transport .play').click()
            await page.locator('[data-notice="fault"]').waitFor()
            await fetchAll(page)
            await fitsAt(page, [360, 1280])
          },
          {
            hash: `#lang=${lang}&lesson=backpropagation&hidden=none&shape=saddle&learningRate=10`,
            viewport: narrow,
          },
        ),
      60_000,
    )

    test(
      'with a table of long names and long numbers, and in the dialog that it comes by',
      () =>
        visit(
          async (page) => {
            await page.locator('.bring').click()
            const dialog = page.getByRole('dialog')
            await dialog.locator('textarea').fill(longTable)
            await fitsAt(page, [360])
            await dialog.locator('.chief').click()
            await page.locator('.table-name').waitFor()
            await fetchAll(page)
            await fitsAt(page, [360, 800])
          },
          { hash: `#lang=${lang}`, viewport: narrow },
        ),
      60_000,
    )

    test(
      'in the gallery and the exercises',
      () =>
        visit(
          async (page) => {
            await page.locator('.gallery-link').click()
            await page.locator('dialog.gallery li').first().waitFor()
            await fitsAt(page, [360, 800])
            await page.keyboard.press('Escape')
            await page.locator('.write-region button').click()
            await page.locator('.write-check').first().click()
            await page.locator('.write-counterexample').waitFor({ timeout: 20_000 })
            await fitsAt(page, [800, 360])
          },
          { hash: `#lang=${lang}`, viewport: narrow },
        ),
      60_000,
    )

    test(
      'embedded, with all panels',
      () =>
        visit(
          async (page) => {
            await page.locator('.sharing .card').first().waitFor({ state: 'attached' })
            await fitsAt(page, [400, 640, 900])
          },
          {
            hash: `#lang=${lang}&shape=spiral&embed=transport-data-network-result-cost-score-learning-derivation-exercise-files-device`,
            viewport: { width: 400, height: 6000 },
          },
        ),
      60_000,
    )
  })
})
