import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { button, epoch, violations, visit } from './visit.ts'

/** What a button of the card saves. */
async function saved(page: Page, name: string): Promise<{ file: string; bytes: Buffer }> {
  const download = page.waitForEvent('download')
  await button(page, name).click()
  const file = await download
  return { file: file.suggestedFilename(), bytes: await readFile(await file.path()) }
}

/** How an SVG is seen by the browser that draws it: elements by name, and the words that stand in it. */
function seen(page: Page, svg: string) {
  return page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
    const all = (name: string) => [...parsed.querySelectorAll(name)]
    return {
      faults: all('parsererror').length,
      images: all('image').length,
      paths: all('path').map((path) => path.getAttribute('d') ?? ''),
      widths: all('path').map((path) => Number(path.getAttribute('stroke-width'))),
      words: all('text').map((text) => text.textContent ?? ''),
    }
  }, svg)
}

/** Goes to the card after two epochs. */
async function begin(page: Page): Promise<void> {
  for (let i = 0; i < 2; i++) await button(page, 'epoch').click()
  await expect.poll(() => epoch(page)).toBe('2')
  await page.locator('.sharing-region').scrollIntoViewIfNeeded()
  await page.getByRole('heading', { name: 'Pictures' }).waitFor()
}

test('the plane leaves as an SVG with every point, and says where the run stands', () =>
  visit(
    async (page) => {
      await begin(page)
      const { file, bytes } = await saved(page, 'Save Plane as SVG')
      expect(file).toBe('circles-plane.svg')
      const { faults, images, paths, words } = await seen(page, bytes.toString())
      expect({ faults, images }).toEqual({ faults: 0, images: 1 })
      // 400 points, and three contour lines.
      expect(paths).toHaveLength(403)
      expect(words.join(' ')).toMatch(/→ x₁: .* ↑ x₂: .* Epoch 2 · Training cost 0\.\d+ · Test cost 0\.\d+/)
    },
    { hash: '#shape=circles' },
  ))

test('the network leaves as an SVG with every unit and every weight, and follows the run', () =>
  visit(
    async (page) => {
      await begin(page)
      const first = await seen(page, (await saved(page, 'Save Network as SVG')).bytes.toString())
      // 2 inputs, 3 hidden units, 1 output; 2 × 3 + 3 × 1 weights.
      expect({ units: first.images, weights: first.paths.length }).toEqual({ units: 6, weights: 9 })
      for (let i = 0; i < 20; i++) await button(page, 'epoch').click()
      await expect.poll(() => epoch(page)).toBe('22')
      const later = await seen(page, (await saved(page, 'Save Network as SVG')).bytes.toString())
      expect(later.words).not.toEqual(first.words)
      expect(later.widths).not.toEqual(first.widths)
    },
    { hash: '#shape=circles&hidden=3&learningRate=0.5' },
  ))

test('the curves leave as an SVG with a point for each moment', () =>
  visit(async (page) => {
    await begin(page)
    const { paths } = await seen(page, (await saved(page, 'Save Cost curves as SVG')).bytes.toString())
    // Epochs 0, 1 and 2, on training and on test points.
    expect(paths.filter((d) => d.split('L').length === 3)).toHaveLength(2)
  }))

test.each(['Plane', 'Network', 'Cost curves'])(
  '%s leaves as a PNG that shows more than its background',
  (name) =>
    visit(async (page) => {
      await begin(page)
      const { file, bytes } = await saved(page, `Save ${name} as PNG`)
      expect(file).toMatch(/\.png$/)
      const picture = await page.evaluate(
        async (source) => {
          const image = new Image()
          image.src = source
          await image.decode()
          const canvas = document.createElement('canvas')
          canvas.width = image.naturalWidth
          canvas.height = image.naturalHeight
          const context = canvas.getContext('2d')
          context?.drawImage(image, 0, 0)
          const data = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
          return { width: canvas.width, colors: new Set(new Uint32Array(Uint8Array.from(data).buffer)).size }
        },
        `data:image/png;base64,${bytes.toString('base64')}`,
      )
      expect(picture.width).toBeGreaterThanOrEqual(1280)
      expect(picture.colors).toBeGreaterThan(20)
    }),
)

test('the card is clean by the rules of axe', () =>
  visit(async (page) => {
    await begin(page)
    expect(await violations(page, '.sharing')).toEqual([])
  }))
