import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { Calculation } from '../src/notes/calculation.ts'
import { numberText } from '../src/notes/number-text.ts'
import { pageProblem } from './derivation-page/problem.ts'
import { alone, open, page } from './derivation-site.ts'

const problem = pageProblem('notes')
const texts = (values: ArrayLike<number> = []) => Array.from(values, numberText)

describe('a walk through one instance', () => {
  /** What a layer's units say in the small network. */
  const units = (layer: number) =>
    page
      .locator(`.walk-unit[data-layer="${layer}"]`)
      .evaluateAll((all) => all.map((unit) => unit.textContent))
  const flowing = () =>
    page
      .locator('.walk-link.is-flowing')
      .evaluateAll((all) =>
        all.map((line) => `${line.getAttribute('data-weight')?.[0]} ${line.classList[3]}`),
      )
  const current = () =>
    page.locator('[aria-current="step"]').evaluateAll((all) => all.map(({ id }) => id).join(' '))
  const begin = async () => {
    await open(alone)
    await page.getByRole('button', { name: 'Walk through it' }).click()
    await page.locator('.walk').waitFor()
  }

  it('fills the network with core’s activations, then with its derivatives, by keyboard', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await begin()
    const [X, Y] = [problem.X.slice(0, 2), problem.Y.slice(0, 1)]
    const calculation = await Calculation.open(problem.network, X, Y, 1)
    const { layers, T } = await calculation.of(problem.parameters, { learningRate: 0.5, l2: 0 })
    const comeTo = async (id: string) => {
      for (let steps = 0; steps < 20 && (await current()) !== id; steps++) {
        const before = await current()
        await page.keyboard.press('ArrowRight')
        await expect.poll(current).not.toBe(before)
      }
    }
    await expect.poll(current).toBe('equation-1')
    expect(await units(0)).toEqual(texts(X))
    expect(await units(1)).toEqual(texts(layers[0]?.Z))
    expect(await units(2)).toEqual([''])
    expect(new Set(await flowing())).toEqual(new Set(['1 is-forward']))
    await comeTo('equation-2')
    expect(await units(1)).toEqual(texts(layers[0]?.A))
    await comeTo('equation-4')
    expect(await units(2)).toEqual(texts(T))
    await comeTo('equation-dLdW2')
    expect(new Set(await flowing())).toEqual(new Set(['2 is-backward']))
    await comeTo('equation-dLdb1')
    expect(await units(1)).toEqual(texts(layers[0]?.db))
    expect(await page.locator('.walk-values').textContent()).toBe(
      `∂L/∂b[1] = ${texts(layers[0]?.db).join(', ')}`,
    )
    // Its equation is in the window, and nothing moves for those who ask for that.
    await expect
      .poll(async () => {
        const box = await page.locator('#equation-dLdb1').boundingBox()
        return box !== null && box.y >= 0 && box.y < 900
      })
      .toBe(true)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(current).toBe('equation-dLdW1')
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
  })

  it('plays by itself to the end, stops there, and gives the focus back', async () => {
    await begin()
    await page.getByRole('combobox', { name: 'Each step' }).selectOption('1')
    await page.getByRole('button', { name: 'Play the walk' }).click()
    await expect.poll(current).toBe('equation-2')
    await page.getByRole('button', { name: 'Pause the walk' }).click()
    await page.keyboard.press('End')
    await expect.poll(current).toBe('equation-dLdb1')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(current).toBe('equation-dLdW1')
    await page.getByRole('button', { name: 'Play the walk' }).click()
    await expect.poll(current).toBe('equation-dLdb1')
    // It has come to its end; played once more, it begins anew.
    await page.getByRole('button', { name: 'Play the walk' }).click()
    await expect.poll(current).toBe('equation-1')
    await page.getByRole('button', { name: 'End the walk' }).click()
    await page.locator('.walk').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Walk through it')
    expect(await current()).toBe('')
  })

  it.each(['light', 'dark'] as const)('is accessible, %s at 360 px', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width: 360, height: 800 })
    await begin()
    await page.evaluate(axe.source)
    const found = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof axe }).axe
        .run('.walk')
        .then(({ violations }) => violations.map(({ id }) => id)),
    )
    expect(found).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})
