import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { keptText } from './kept.ts'
import { button, epoch, reading, visit } from './visit.ts'

const units = (page: Page) => page.locator('.unit').count()

/** Waits for the step of a lesson that is open. */
const at = (page: Page, title: string) =>
  page.locator('.lesson-steps [aria-current="step"]').getByText(title, { exact: true }).waitFor()

test('Back and Forward lead from step to step: what the lesson says is what the page shows', () =>
  visit(
    async (page) => {
      await button(page, 'Next: Two units').click()
      await button(page, 'Next: Three units').click()
      await at(page, 'Three units')
      await page.goBack()
      await at(page, 'Two units')
      await expect.poll(() => units(page)).toBe(2 + 2 + 1)
      await page.goBack()
      await at(page, 'One unit')
      await expect.poll(() => units(page)).toBe(2 + 1 + 1)
      await page.goForward()
      await at(page, 'Two units')
      await expect.poll(() => units(page)).toBe(2 + 2 + 1)
    },
    { hash: '#shape=circles&noise=0.1&hidden=1&activation=tanh&seed=7&lesson=why-hidden-units' },
  ))

test('a step is there after the page is loaded again, and in a copy of its address', () =>
  visit(
    async (page) => {
      await button(page, 'λ = 0.3').click()
      await at(page, 'λ = 0.3')
      await page.reload()
      await at(page, 'λ = 0.3')
      const { hash } = new URL(page.url())
      expect(hash).toContain('lesson=regularisation&step=3')
      await visit(
        async (other) => {
          await at(other, 'λ = 0.3')
          expect(await other.getByLabel('L2 strength').inputValue()).toBe('0.3')
        },
        { hash },
      )
      await page.getByText('Lessons', { exact: true }).click()
      await page.getByRole('link', { name: 'Regularisation' }).click()
      await at(page, 'No L2')
      await expect.poll(() => page.getByLabel('L2 strength').inputValue()).toBe('0')
    },
    { hash: '#lesson=regularisation' },
  ))

test('a step without settings keeps what was learned, and after a step with others sets up what it means', () =>
  visit(
    async (page) => {
      await at(page, 'Two clouds')
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      const learned = await reading(page, 'cost')
      await button(page, 'Next: By hand').click()
      await at(page, 'By hand')
      expect(new URL(page.url()).hash).toContain('step=2')
      expect(await epoch(page)).toBe('1')
      await page.goBack()
      await at(page, 'Two clouds')
      expect(await epoch(page)).toBe('1')
      expect(await reading(page, 'cost')).toBe(learned)
      await button(page, 'Two rings').click()
      await at(page, 'Two rings')
      expect(page.url()).toContain('shape=circles')
      await button(page, 'By hand').click()
      await at(page, 'By hand')
      expect(page.url()).toContain('shape=gaussians')
      await expect.poll(() => epoch(page)).toBe('0')
    },
    { hash: '#shape=gaussians&noise=0.2&hidden=none&seed=7&lesson=one-neuron' },
  ))

test('what was learned before a step without settings is there after the page is loaded again', () =>
  visit(
    async (page) => {
      await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('1')
      await button(page, 'Next: By hand').click()
      await at(page, 'By hand')
      await expect.poll(() => keptText(page)).toContain('step=2')
      await page.reload()
      await at(page, 'By hand')
      await expect.poll(() => epoch(page)).toBe('1')
    },
    { hash: '#shape=gaussians&noise=0.2&hidden=none&seed=7&lesson=one-neuron' },
  ))

test('a link that only names a lesson, or a step of it, takes the settings of the lesson', () =>
  visit(
    async (page) => {
      await at(page, 'Two clouds')
      await expect.poll(() => units(page)).toBe(2 + 1)
      expect(page.url()).toContain('shape=gaussians')
      await page.evaluate(() => {
        location.hash = 'lesson=why-hidden-units&step=3'
      })
      await at(page, 'Three units')
      await expect.poll(() => units(page)).toBe(2 + 3 + 1)
      expect(page.url()).toContain('shape=circles')
      // No entry is left that would set it up again.
      await page.goBack()
      await at(page, 'Two clouds')
      await expect.poll(() => units(page)).toBe(2 + 1)
    },
    { hash: '#lesson=one-neuron' },
  ))

test('in a lesson the usual settings of the page are a choice of their own', () =>
  visit(
    async (page) => {
      await at(page, 'From the beginning')
      await button(page, 'Remove the last hidden layer').click()
      await page.getByLabel('Seed', { exact: true }).fill('4')
      await page.keyboard.press('Enter')
      await expect.poll(() => page.url()).toContain('#shape=moons&lesson=broken-gradients')
      await page.reload()
      await at(page, 'From the beginning')
      await expect.poll(() => units(page)).toBe(2 + 4 + 1)
    },
    { hash: '#hidden=4-2&seed=7&lesson=broken-gradients' },
  ))
