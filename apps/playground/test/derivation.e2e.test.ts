import { gradientCheck } from '@leven/core'
import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { Calculation } from '../src/notes/calculation.ts'
import { numberText } from '../src/notes/number-text.ts'
import { pageProblem } from './derivation-page/problem.ts'
import { alone, open, page } from './derivation-site.ts'

const problem = pageProblem('notes')

/** Presses a button at the end of the page, once what comes into view on the way has its size. */
async function press(name: string): Promise<void> {
  const button = page.getByRole('button', { name })
  await button.scrollIntoViewIfNeeded()
  let before = await button.boundingBox()
  await expect
    .poll(
      async () => {
        const now = await button.boundingBox()
        const still = now?.y === before?.y
        before = now
        return still
      },
      { interval: 150 },
    )
    .toBe(true)
  await button.click()
}

/** The numbers of a quantity in an equation, column by column. */
async function shown(equation: string, quantity: string): Promise<string[]> {
  const figure = page.locator(`#${equation} [data-quantity="${quantity}"]`).first()
  await figure.scrollIntoViewIfNeeded()
  const rows = await figure
    .locator('tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)))
  if (rows.length === 0) return figure.locator('.scalar').allTextContents()
  return (rows[0] ?? []).flatMap((_, j) => rows.map((row) => row[j] ?? ''))
}

const texts = (values: ArrayLike<number> = []) => Array.from(values, numberText)

describe('the derivation in a page', () => {
  it('shows as (11)–(14) what core’s check proves, and as (15) what core’s step does', async () => {
    await open(alone)
    const { blocks } = await gradientCheck(problem.network, problem.parameters, problem)
    const calculation = await Calculation.open(problem.network, problem.X, problem.Y, problem.instances)
    const { layers } = await calculation.of(problem.parameters, { learningRate: 0.5, l2: 0 })
    expect(await shown('equation-11', '∂J/∂W[2]')).toEqual(texts(blocks[2]?.analytic))
    expect(await shown('equation-12', '∂J/∂b[2]')).toEqual(texts(blocks[3]?.analytic))
    expect(await shown('equation-13', '∂J/∂W[1]')).toEqual(texts(blocks[0]?.analytic))
    expect(await shown('equation-14', '∂J/∂b[1]')).toEqual(texts(blocks[1]?.analytic))
    expect(await shown('equation-15', 'new W[2]')).toEqual(texts(layers[1]?.nextW))
  })

  it('goes to the instance whose column is clicked, and shows its numbers', async () => {
    await open(alone)
    const index = 77
    const picture = page.locator('#equation-6 [data-quantity="X"] canvas')
    const box = await picture.boundingBox()
    if (!box) throw new Error('X is a picture.')
    await picture.click({ position: { x: ((index + 0.5) / 120) * box.width, y: 2 } })
    await page.locator('#equation-1').waitFor()
    const X = problem.X.slice(2 * index, 2 * index + 2)
    const Y = problem.Y.slice(index, index + 1)
    const calculation = await Calculation.open(problem.network, X, Y, 1)
    const { layers, T, J } = await calculation.of(problem.parameters, { learningRate: 0.5, l2: 0 })
    expect(await shown('equation-1', 'x')).toEqual(texts(X))
    expect(await shown('equation-1', 'z[1]')).toEqual(texts(layers[0]?.Z))
    expect(await shown('equation-4', 't')).toEqual(texts(T))
    expect(await shown('equation-5', 'L')).toEqual(texts([J]))
    expect(await shown('equation-dLdW2', '∂L/∂W[2]')).toEqual(texts(layers[1]?.dW))
    expect(await shown('equation-dLdW1', '∂L/∂W[1]')).toEqual(texts(layers[0]?.dW))
    await page.getByRole('button', { name: 'Next instance' }).click()
    await page.getByText('instance 79 of 120').waitFor()
  })

  it('links numbers to neurons, by pointer and by keyboard', async () => {
    await open(alone)
    const neuron = page.locator('#highlighted')
    await page.locator('#equation-6 [data-quantity="W[1]"] [data-place="2 0"]').hover()
    expect(await neuron.textContent()).toBe('1-2')
    const marked = page.locator('#equation-8 [data-quantity="W[2]"] .is-highlighted')
    expect(await marked.getAttribute('data-place')).toBe('0 2')
    await page.locator('#equation-6 [data-quantity="b[1]"] [data-place="0 0"]').focus()
    await page.keyboard.press('ArrowDown')
    expect(await neuron.textContent()).toBe('1-1')
    await page.locator('#equation-6 [data-quantity="Z[1]"] .heat').focus()
    await page.keyboard.press('ArrowRight')
    expect(await page.locator('#equation-6 [data-quantity="Z[1]"] .heat-readout').textContent()).toContain(
      'unit 1, instance 2',
    )
  })

  it('shows the code of an equation, and goes from the code to another equation', async () => {
    await open(alone)
    const source = page.locator('#equation-13 details')
    await source.locator('summary').click()
    await source.locator('.is-marked').first().waitFor()
    const marked = await source.locator('.is-marked').allTextContents()
    expect(marked.join('\n')).toContain('on.gradients(dW, db, dZ, X)')
    expect(marked.join('\n')).toContain('slope(g, a.at(k, j))')
    await source.getByRole('button', { name: '(11)' }).first().click()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('equation-11')
  })

  it('lists what it contains, and goes there by keyboard', async () => {
    await open(alone)
    const contents = page.getByRole('navigation', { name: 'Contents of the derivation' })
    const titles = page.locator('.derivation-section > h3')
    const entries = await contents.getByRole('button').allTextContents()
    expect([...entries.slice(0, -2), 'Check the gradient', 'Break it']).toEqual(
      await titles.allTextContents(),
    )
    await contents.getByRole('button', { name: 'The check' }).focus()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('derivation-check')
    await expect
      .poll(async () => {
        const box = await page.locator('#derivation-check').boundingBox()
        return box !== null && box.y >= 0 && box.y < 900
      })
      .toBe(true)
  })

  it('checks the gradient: every block agrees', async () => {
    await open(alone)
    await press('Check the gradient')
    const verdicts = page.locator('.check-table [data-verdict]')
    await verdicts.first().waitFor()
    expect(await verdicts.evaluateAll((all) => all.map((row) => row.getAttribute('data-verdict')))).toEqual(
      Array.from({ length: 4 }, () => 'agrees'),
    )
    expect(await page.locator('.check-weights td.is-agrees').count()).toBe(17)
  })

  it.each([
    ['Drop the 1/m', 'The check finds it: the worst relative difference is 0.983'],
    ['Flip the sign', 'The check finds it: the worst relative difference is 1'],
    ['Update W2 first', 'The check does not see it'],
  ])('breaks it: %s', async (name, says) => {
    await open(alone)
    await press(name)
    const verdict = page.locator('[aria-labelledby="derivation-break"] [role="status"]')
    await page.locator('.curves').waitFor()
    expect(await verdict.textContent()).toContain(says)
    const replay = (await page.locator('[data-verdict="replay"]').textContent()) ?? ''
    expect(replay).toMatch(/it moves W1 .*, b1 /)
    expect(replay.includes('W2')).toBe(name !== 'Update W2 first')
    expect(await verdict.textContent()).toMatch(/furthest apart at epoch \d+, by [\d.]+/)
  })

  it('breaks it: forget the transpose, which the shapes refuse', async () => {
    await open(alone)
    await press('Forget the transpose')
    await page.getByText('dense: W is 1×4 but X has 1 rows').waitFor()
  })

  it.each([
    ['light', 360],
    ['dark', 1280],
  ] as const)(
    'is accessible, %s at %d px, and never wider than its page',
    async (colorScheme, width) => {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      for (const network of ['notes', 'deep']) {
        await open(`${alone}?network=${network}`)
        await page.locator('#equation-6 summary, [id^="equation-Z"] summary').first().click()
        if (network === 'notes') {
          await press('Flip the sign')
          await page.locator('.curves').waitFor()
        }
        await page.evaluate(axe.source)
        const violations = await page.evaluate(async () => {
          const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(document)
          return found.violations.map(
            ({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`,
          )
        })
        expect(violations).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      }
    },
    60_000,
  )
})

describe('the derivation in the playground', () => {
  it('is there, follows the chosen instance, and passes its check', async () => {
    await open('')
    await page.locator('.derivation').getByRole('button', { name: 'One instance' }).click()
    await page.locator('#equation-1, #equation-z1').first().waitFor()
    await press('Check the gradient')
    await page.locator('.check-table [data-verdict]').first().waitFor({ timeout: 20_000 })
    expect(await page.locator('.check-table [data-verdict="differs"]').count()).toBe(0)
  }, 30_000)
})
