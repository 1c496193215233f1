import type { Page } from 'playwright'
import { focus } from './focus.ts'

/** A part of the page that the walk comes to. */
export type Stop = 'lesson' | 'exercise' | 'drawing' | 'sharing'

/** The most controls that lie between two stops. */
const far = 400

/**
 * Walks the page by keys alone: through a lesson, to the exercise, over the plane to draw on, and takes a link along.
 * @param at is called at each stop, once something was done there.
 * @throws where a control cannot be reached, or does nothing.
 */
export async function walkByKeyboard(page: Page, at: (stop: Stop) => Promise<void>): Promise<void> {
  await press(page, 'Lessons')
  await press(page, 'Why hidden units')
  await page.getByRole('heading', { name: 'Lesson 2 Why hidden units' }).waitFor()
  await press(page, 'Next: Two units')
  await page.locator('.lesson-text', { hasText: 'Two units make a band' }).waitFor()
  await press(page, 'Pause')
  await at('lesson')
  await press(page, 'Show everything')
  await press(page, 'Leave the lesson')

  await press(page, 'Open the exercises')
  await page.locator('.write-editor .cm-content').waitFor()
  const inEditor = () => page.evaluate(() => document.activeElement?.className === 'write-editor')
  // In the editor Tab indents, until Escape lets it go.
  const leaveEditor = async () => {
    for (let i = 0; i < far && !(await inEditor()); i++) await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
  }
  await leaveEditor()
  await press(page, 'Check it')
  await page.locator('.write-judgement[aria-busy="false"]').waitFor()
  await at('exercise')

  await focus(page, 'Look', far)
  await page.keyboard.press('ArrowRight')
  await page.locator('.draw-surface').waitFor()
  await focus(page, 'Plane to draw on', far)
  for (const key of ['1', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key)
  await page
    .locator('[data-reading="drawing"]', { hasText: 'A blue point at' })
    .waitFor({ state: 'attached' })
  await at('drawing')

  await leaveEditor()
  await press(page, 'Copy link with weights')
  await page.getByText('Link with the weights copied.').waitFor()
  await at('sharing')
}

/** Goes to a control and presses it. */
async function press(page: Page, name: string): Promise<void> {
  await focus(page, name, far)
  await page.keyboard.press('Enter')
}
