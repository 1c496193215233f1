import type { FrameLocator, Page } from 'playwright'
import { describe, expect, inject, test } from 'vitest'
import { openHost } from './embed-host.ts'
import { makeLate, usualDelay } from './late.ts'
import { browser, button, focus, violations, visit } from './visit.ts'

/** The line that the page offers for these parts, beside those that it offers at first. */
async function lineFor(hash: string, parts: readonly string[]): Promise<string> {
  let line = ''
  await visit(
    async (page) => {
      await page.keyboard.press('Tab')
      const card = page.getByRole('group', { name: 'Put it into a page of yours' })
      for (const name of parts) await card.getByRole('checkbox', { name, exact: true }).check()
      line = await card.getByLabel('Line for your page').inputValue()
    },
    { hash },
  )
  return line
}

/** Opens the line in a page of another origin. */
async function embedded(
  line: string,
  use: (page: Page, frame: FrameLocator) => Promise<void>,
  { width = 900, late = usualDelay } = {},
): Promise<void> {
  const host = await openHost(line)
  const opened = await browser().newContext({ viewport: { width, height: 800 } })
  try {
    if (late > 0) await makeLate(opened, late)
    const page = await opened.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    await page.goto(host.url)
    expect(new URL(host.url).origin).not.toBe(new URL(inject('site').url).origin)
    await use(page, page.frameLocator('iframe'))
    expect(problems).toEqual([])
  } finally {
    await opened.close()
    await host.close()
  }
}

/** Everything that the page around has heard, of a type. */
const heard = (page: Page, type: string) =>
  page.evaluate((wanted) => {
    const all: unknown = Reflect.get(window, 'heard')
    return Array.isArray(all) ? all.filter(({ data }) => data?.type === wanted) : []
  }, type)

const send = (page: Page, message: unknown) =>
  page.evaluate((sent) => Reflect.apply(Reflect.get(window, 'send'), undefined, [sent]), message)

/** What answers a message. */
async function answer(page: Page, message: { readonly id: string; readonly type: string }) {
  await send(page, { leven: 1, ...message })
  const answers = () =>
    page.evaluate((id) => {
      const all: unknown = Reflect.get(window, 'heard')
      return Array.isArray(all) ? all.map(({ data }) => data).filter((data) => data?.id === id) : []
    }, message.id)
  await expect.poll(async () => (await answers()).length).toBe(1)
  return (await answers())[0]
}

const plain = () =>
  `<iframe src="${inject('site').url}#embed" title="Leven" width="100%" height="720"></iframe>`

describe('an embedded page', () => {
  test('shows the parts that were chosen, set up as the page was, and the way to the whole page', async () => {
    const line = await lineFor('#shape=circles&hidden=3', ['Cost'])
    expect(line).toMatch(
      /^<iframe src="[^"]+#shape=circles&amp;hidden=3&amp;embed=transport-network-result-cost"/,
    )
    await embedded(line, async (page, frame) => {
      await frame.getByRole('heading', { name: 'Cost', exact: true }).waitFor()
      await expect.poll(() => frame.locator('.unit').count()).toBe(2 + 3 + 1)
      expect(await frame.getByRole('heading', { name: 'Data', exact: true }).count()).toBe(0)
      expect(await frame.locator('header').count()).toBe(0)
      await frame.getByRole('button', { name: 'Play', exact: true }).click()
      const epoch = frame.locator('[data-reading="epoch"]')
      await expect.poll(async () => Number(await epoch.textContent())).toBeGreaterThan(5)
      const link = frame.getByRole('link', { name: 'Open the whole page' })
      expect(await link.getAttribute('href')).toMatch(/#shape=circles&hidden=3$/)
      expect(await page.title()).toBe('A lecture')
    })
  })

  test.each([400, 640, 900])(
    'fits a frame of %i pixels, with any parts, and axe finds nothing',
    async (width) => {
      const all = 'transport-data-network-result-cost-score-learning-derivation-exercise-files-device'
      await visit(
        async (page) => {
          await page.keyboard.press('Tab') // has all of the page loaded
          await page.locator('.derivation').waitFor()
          const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
          await expect.poll(over).toBeLessThanOrEqual(0)
          expect(await violations(page)).toEqual([])
        },
        { hash: `#embed=${all}`, viewport: { width, height: 700 } },
      )
    },
  )

  test.each(['result', 'transport-network'])(
    'of %s alone, which is hidden, says so and brings it back',
    (panels) =>
      visit(
        async (page) => {
          await page.getByText('This link shows only a part of the page.').waitFor()
          await button(page, 'Show everything').click()
          await page
            .locator(panels === 'result' ? '.panel.result' : '.unit')
            .first()
            .waitFor()
          expect(await button(page, 'Show everything').count()).toBe(0)
          expect(page.url()).toContain(`embed=${panels}`)
        },
        { hash: `#embed=${panels}&hide=${panels}`, ready: '.whole-page' },
      ),
  )

  test('of which a part is hidden does not say so', () =>
    visit(
      async (page) => {
        await page.locator('.panel.result').waitFor()
        expect(await button(page, 'Show everything').count()).toBe(0)
      },
      { hash: '#embed=network-result&hide=network', ready: '.whole-page' },
    ))

  test('of the derivation alone loads it, though nobody points at it', () =>
    visit(
      async (page) => {
        await page.locator('.derivation .equation').first().waitFor()
        expect(await page.locator('.unit').count()).toBe(0)
      },
      { hash: '#embed=derivation', ready: '.derivation' },
    ))
})

describe('messages of the page around', () => {
  test('set it up, play, pause and ask for its state, each answered', () =>
    embedded(plain(), async (page, frame) => {
      await expect.poll(async () => (await heard(page, 'ready')).length).toBe(1)
      const [ready] = await heard(page, 'ready')
      expect(ready.origin).toBe(new URL(inject('site').url).origin)
      const settings = { shape: 'spiral', hidden: [6, 5], activation: 'tanh', seed: 3 }
      const setUp = await answer(page, { id: 'a', type: 'setUp', settings } as never)
      expect(setUp).toMatchObject({ type: 'state', playing: false, epoch: 0, settings })
      await expect.poll(() => frame.locator('.unit').count()).toBe(2 + 6 + 5 + 1)
      expect(await answer(page, { id: 'b', type: 'step' })).toMatchObject({ epoch: 1, playing: false })
      expect(await answer(page, { id: 'c', type: 'play', pace: 'full' } as never)).toMatchObject({
        playing: true,
      })
      const epoch = frame.locator('[data-reading="epoch"]')
      await expect
        .poll(async () => Number((await epoch.textContent())?.replace(/\D/g, '')))
        .toBeGreaterThan(10)
      const paused = await answer(page, { id: 'd', type: 'pause' })
      expect(paused.playing).toBe(false)
      const state = await answer(page, { id: 'e', type: 'state' })
      expect(state).toEqual({ ...paused, id: 'e' })
      const shown = (await epoch.textContent())?.replace(/\D/g, '')
      expect(String(state.epoch)).toBe(shown)
      expect(state.cost.training).toBeLessThan(setUp.cost.training)
      expect(state.accuracy.test).toBeGreaterThan(0)
      // What is played by hand is told, too.
      const before = (await heard(page, 'state')).length
      await frame.getByRole('button', { name: 'Play', exact: true }).click()
      await expect.poll(async () => (await heard(page, 'state')).at(-1)?.data.playing).toBe(true)
      expect((await heard(page, 'state')).length).toBeGreaterThan(before)
    }))

  test('are answered with what they brought about, also where a unit is pointed at meanwhile', () =>
    embedded(
      plain(),
      async (page, frame) => {
        await frame.locator('.unit').nth(2).waitFor()
        await frame.locator('.unit').nth(2).hover()
        expect(await answer(page, { id: 'a', type: 'step' })).toMatchObject({ epoch: 1 })
        await frame.locator('.unit').nth(3).hover()
        expect(await answer(page, { id: 'b', type: 'step' })).toMatchObject({ epoch: 2 })
      },
      { late: 800 },
    ))

  test('are refused where there is nothing to learn from, and heard again once there is', () =>
    embedded(plain(), async (page, frame) => {
      await expect.poll(async () => (await heard(page, 'ready')).length).toBe(1)
      await frame.getByRole('radio', { name: 'Draw' }).check()
      await frame.getByRole('button', { name: 'Empty the plane' }).click()
      for (const type of ['step', 'play'])
        expect(await answer(page, { id: type, type })).toMatchObject({
          type: 'refused',
          reason: expect.stringMatching(/point/),
        })
      expect(
        await answer(page, { id: 'c', type: 'setUp', settings: { shape: 'circles' } } as never),
      ).toMatchObject({
        type: 'state',
        epoch: 0,
      })
      expect(await answer(page, { id: 'd', type: 'step' })).toMatchObject({ type: 'state', epoch: 1 })
    }))

  test('of another shape are refused, with the reason, and change nothing', () =>
    embedded(plain(), async (page, frame) => {
      await expect.poll(async () => (await heard(page, 'ready')).length).toBe(1)
      for (const [message, reason] of [
        [{ type: 'setUp', settings: { shape: 'star' } }, /^settings\.shape: /],
        [{ type: 'setUp', settings: { hidden: [99999] } }, /^settings\.hidden: /],
        [{ type: 'setUp', settings: { learningRate: 1e9 } }, /^settings\.learningRate: /],
        [{ type: 'setUp', settings: { html: '<b>' } }, /^settings\.html: /],
        [{ type: 'play', pace: 'warp' }, /^pace: /],
        [{ type: 'eval', code: '1' }, /^type: /],
        [{ type: 'pause', also: 1 }, /^also: /],
      ] as const) {
        const id = JSON.stringify(message)
        const refused = await answer(page, { id, ...message } as never)
        expect(refused.type).toBe('refused')
        expect(refused.reason).toMatch(reason)
      }
      await send(page, { leven: 2, type: 'play', id: 'later' })
      await expect.poll(async () => (await heard(page, 'refused')).at(-1)?.data.id).toBe('later')
      // What is none of ours is not even answered.
      const answers = (await heard(page, 'refused')).length
      for (const message of ['play', 3, null, { type: 'play' }]) await send(page, message)
      expect(await answer(page, { id: 'z', type: 'state' })).toMatchObject({ epoch: 0, playing: false })
      expect((await heard(page, 'refused')).length).toBe(answers)
      await expect.poll(() => frame.locator('.unit').count()).toBe(2 + 4 + 1)
    }))

  test('of a window that is not the page around are not heard, nor in a page that is no embedded one', async () => {
    await visit(async (page) => {
      await page.evaluate(() => postMessage({ leven: 1, type: 'play' }, '*'))
      await button(page, 'epoch').click()
      await button(page, 'Play').waitFor()
    })
    await embedded(plain(), async (page, frame) => {
      await expect.poll(async () => (await heard(page, 'ready')).length).toBe(1)
      await frame
        .locator('body')
        .evaluate(() => window.postMessage({ leven: 1, id: 'self', type: 'play' }, '*'))
      expect(await answer(page, { id: 'q', type: 'state' })).toMatchObject({ playing: false, epoch: 0 })
      expect((await heard(page, 'state')).map(({ data }) => data.id)).not.toContain('self')
    })
  })
})

describe('for a class', () => {
  test('any single control can be left out, by keyboard, and the link leaves it out', () =>
    visit(async (page) => {
      await page.getByLabel('Learning rate α').waitFor()
      await page.keyboard.press('Tab')
      await page.getByText('Single controls').waitFor()
      await focus(page, 'Single controls', 200)
      await page.keyboard.press('Enter')
      await page.getByRole('checkbox', { name: 'Learning rate' }).waitFor()
      await focus(page, 'Learning rate', 60)
      await page.keyboard.press('Space')
      await expect.poll(() => page.getByLabel('Learning rate α').count()).toBe(0)
      await page.getByRole('checkbox', { name: 'Pace', exact: true }).uncheck()
      expect(page.url()).toMatch(/#hide=pace-learningRate$/)
      await page.reload()
      await button(page, 'Play').waitFor()
      expect(await page.getByRole('slider', { name: 'Pace' }).count()).toBe(0)
      expect(await page.getByLabel('Learning rate α').count()).toBe(0)
      expect(await page.getByRole('combobox', { name: 'L2 strength' }).count()).toBe(1)
      await page.keyboard.press('Tab')
      await page.getByText('Single controls').click()
      // All but the panel that these boxes stand in.
      const boxes = page.getByRole('group', { name: 'For a class' }).getByRole('checkbox')
      const names = await boxes.evaluateAll((all) =>
        all.map((box) => box.closest('label')?.textContent ?? ''),
      )
      for (const [at, name] of names.entries()) {
        if (!/^files and links/i.test(name)) await boxes.nth(at).uncheck()
      }
      expect(names.filter((name) => /^files and links/i.test(name))).toHaveLength(1)
      expect(await violations(page)).toEqual([])
    }))
})
