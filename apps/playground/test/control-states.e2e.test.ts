import type { CDPSession, Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { button, visit } from './visit.ts'

const states = {
  rest: [],
  hover: ['hover'],
  focus: ['focus', 'focus-visible'],
  active: ['hover', 'active'],
} as const

const controls = 'button, select, .as-button, input[type="number"], .lesson-links a, .segments label'

/** Whether the text of every control that shows can be read in every state; sentences about those that cannot. */
async function unreadable(page: Page, session: CDPSession): Promise<string[]> {
  const marked = await page.locator(controls).evaluateAll((all) => {
    let count = 0
    for (const element of all) {
      if (element.checkVisibility() && !element.classList.contains('unseen'))
        element.setAttribute('data-control', String(count++))
    }
    return count
  })
  expect(marked).toBeGreaterThan(10)
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await session.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: '[data-control]',
  })
  const found: string[] = []
  for (const [state, forced] of Object.entries(states)) {
    for (const nodeId of nodeIds) {
      await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: [...forced] })
    }
    const said = await page.locator('[data-control]').evaluateAll((all) => {
      const drawing = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
      const rgba = (color: string) => {
        if (!drawing) return [0, 0, 0, 0]
        drawing.clearRect(0, 0, 1, 1)
        drawing.fillStyle = color
        drawing.fillRect(0, 0, 1, 1)
        return [...drawing.getImageData(0, 0, 1, 1).data]
      }
      const light = ([r = 0, g = 0, b = 0]: number[]) => {
        const [x = 0, y = 0, z = 0] = [r, g, b].map((value) => {
          const c = value / 255
          return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * x + 0.7152 * y + 0.0722 * z
      }
      const ground = (element: Element | null): number[] => {
        if (!element) return [255, 255, 255, 255]
        const color = rgba(getComputedStyle(element).backgroundColor)
        return color[3] === 0 ? ground(element.parentElement) : color
      }
      return all.flatMap((element) => {
        const name = `${element.className || element.tagName} "${element.getAttribute('aria-label') ?? element.textContent?.slice(0, 30)}"`
        if (element.classList.contains('unit')) {
          const own = rgba(getComputedStyle(element).backgroundColor)
          return own[3] === 0 ? [] : [`${name} covers its picture`]
        }
        const text = element.matches('.segments label') ? element.querySelector('span') : element
        if (!text) return []
        const [ink, paper] = [light(rgba(getComputedStyle(text).color)), light(ground(text))]
        const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
        return contrast < 4.5 ? [`${name}: ${contrast.toFixed(2)} : 1`] : []
      })
    })
    found.push(...said.map((sentence) => `${state}: ${sentence}`))
  }
  await page.locator('[data-control]').evaluateAll((all) => {
    for (const element of all) element.removeAttribute('data-control')
  })
  return found
}

describe.each(['light', 'dark'] as const)(
  'in the %s theme, controls can be read in every state',
  (colorScheme) => {
    test('on the board, in a lesson, in the dialog, in the derivation and in the exercises', () =>
      visit(
        async (page) => {
          const session = await page.context().newCDPSession(page)
          await session.send('DOM.enable')
          await session.send('CSS.enable')
          await button(page, 'hidden unit 1 of layer 1').click()
          await page.locator('.editor').waitFor()
          await page.locator('.derivation-region').scrollIntoViewIfNeeded()
          await page.locator('.derivation .equation').first().waitFor()
          await button(page, 'Write it yourself').click()
          await button(page, 'Check it').click()
          await page.getByText('does not hold').first().waitFor()
          await page.locator('.write-laws button').first().click()
          expect(await unreadable(page, session)).toEqual([])
          await page.getByRole('button', { name: 'Your own table…' }).click()
          await page.getByRole('dialog').waitFor()
          expect(await unreadable(page, session)).toEqual([])
        },
        { colorScheme, hash: '#lesson=learning-rate' },
      ))
  },
)
