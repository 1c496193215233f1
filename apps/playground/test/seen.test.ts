import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { stylesOf } from '../src/data/class-styles.ts'
import { contourLines } from '../src/painting/contours.ts'
import { isolines } from '../src/painting/isolines.ts'
import { drawnUnits, layOut } from '../src/panels/network/diagram-layout.ts'
import { within } from '../src/texts/numbers.ts'
import { classAt, score } from '../src/training/score.ts'
import { unitHealth } from '../src/training/unit-health.ts'

describe('a score', () => {
  test('counts as positive what is one half or more, as the command line does', () => {
    expect(score('sigmoid', Float32Array.of(0.9, 0.2, 0.6, 0.5), Float32Array.of(1, 0, 0, 1), 1)).toEqual({
      kind: 'classes',
      accuracy: 0.75,
      counts: [
        [1, 1],
        [0, 2],
      ],
    })
  })

  test('counts classes by the largest of several outputs', () => {
    const T = Float32Array.of(0.2, 0.5, 0.3, 0.6, 0.3, 0.1)
    const Y = Float32Array.of(0, 1, 0, 0, 0, 1)
    expect(score('softmax', T, Y, 3)).toMatchObject({
      accuracy: 0.5,
      counts: [
        [0, 0, 0],
        [0, 1, 0],
        [1, 0, 0],
      ],
    })
    expect(classAt(T, 3, 3)).toBe(0)
  })

  test('of heights is 1 where they are met, 0 where the mean is predicted, none where all are equal', () => {
    const Y = Float64Array.of(1, 2, 3)
    expect(score('identity', Y, Y, 1)).toEqual({ kind: 'heights', r2: 1, rootMeanSquare: 0 })
    expect(score('identity', Float64Array.of(2, 2, 2), Y, 1)).toMatchObject({ r2: 0 })
    expect(score('identity', Y, Float64Array.of(2, 2, 2), 1)).toMatchObject({ r2: null })
  })
})

describe('the health of a unit', () => {
  test('is dead where a ReLU is 0 on every instance, and only there', () => {
    expect(unitHealth('relu', Float32Array.of(0, 1, 0, 0, 0, 0), 2)).toEqual(['dead', 'well'])
    expect(unitHealth('leakyRelu', Float32Array.of(-0.1, -0.2), 1)).toEqual(['well'])
  })

  test('is saturated where it sits at an end of its range on nearly all', () => {
    expect(unitHealth('tanh', Float32Array.of(0.99, 0.5, -0.99, 0.99), 2)).toEqual(['saturated', 'well'])
    expect(unitHealth('sigmoid', Float32Array.of(0.001, 0.5, 0.999, 0.001), 2)).toEqual(['saturated', 'well'])
  })
})

describe('contour lines', () => {
  test('run where the prediction turns, and nowhere along the frame', () => {
    const side = 20
    const T = Float32Array.from({ length: side * side }, (_, pixel) => (pixel % side) / (side - 1))
    const strong = contourLines(T, side, 1, 'binary').find((line) => line.strong)
    expect(strong?.lines).toHaveLength(1)
    const line = Array.from(strong?.lines[0] ?? [])
    for (const x of line.filter((_, i) => i % 2 === 0)) expect(x).toBeCloseTo(side / 2, 5)
    const reached = line.filter((_, i) => i % 2 === 1)
    expect(Math.min(...reached)).toBeLessThan(1)
    expect(Math.max(...reached)).toBeGreaterThan(side - 1)
  })

  test('close around a hill', () => {
    const side = 40
    const height = (x: number, y: number) => 0.3 - ((x - 20) ** 2 + (y - 18) ** 2) / 400 + 0.5
    const T = Float32Array.from({ length: side * side }, (_, pixel) =>
      height((pixel % side) + 0.5, Math.floor(pixel / side) + 0.5),
    )
    const [ring, ...others] = isolines(T, side, 0.5)
    expect(others).toEqual([])
    expect(ring?.slice(0, 2)).toEqual(ring?.slice(-2))
    const radii = Array.from({ length: (ring?.length ?? 0) / 2 }, (_, i) =>
      Math.hypot((ring?.[2 * i] ?? 0) - 20, (ring?.[2 * i + 1] ?? 0) - 18),
    )
    expect(radii.length).toBeGreaterThan(60)
    for (const radius of radii) expect(radius).toBeCloseTo(Math.sqrt(120), 1)
  })

  test('go through a saddle as its middle says', () => {
    const saddle = Float32Array.of(1, 0, 0, 1)
    // x + y half way along each line: 2 across the falling diagonal, less or more around its ends.
    const places = (level: number) =>
      isolines(saddle, 2, level)
        .map((line) => line.slice(2, 6).reduce((sum, value) => sum + value, 0) / 2)
        .toSorted()
        .map((sum) => sum.toFixed(2))
    expect(places(0.7)).toEqual(['1.30', '2.70'])
    expect(places(0.3)).toEqual(['2.00', '2.00'])
  })

  test('leave nothing behind for the next picture', () => {
    const values = Float32Array.from({ length: 900 }, (_, i) => ((i * 7919) % 101) / 100)
    const first = isolines(values, 30, 0.5)
    expect(first.length).toBeGreaterThan(20)
    expect(isolines(values, 30, 0.5)).toEqual(first)
  })
})

describe('the diagram', () => {
  test.each([
    { sizes: [2, 8, 8, 8, 8, 8, 8, 3], width: 310 },
    { sizes: [2, 4, 2, 1], width: 530 },
    { sizes: [2, 1], width: 1400 },
  ])('keeps units apart and inside $width pixels: $sizes', ({ sizes, width }) => {
    const { at, side, height, column } = layOut(drawnUnits(sizes, [0, 1]), width)
    expect(side).toBeLessThan(column)
    for (const [layer, size] of sizes.entries()) {
      for (let unit = 0; unit < size; unit++) {
        const { x, y } = at(layer, unit)
        expect(Math.min(x, y, width - x, height - y)).toBeGreaterThanOrEqual(side / 2)
        if (unit > 0) expect(y - at(layer, unit - 1).y).toBeGreaterThan(side)
      }
    }
  })
})

test('of more units than eight the plotted inputs and the first others are drawn', () => {
  expect(drawnUnits([12, 8, 1], [9, 11])).toEqual([[0, 1, 2, 3, 4, 5, 9, 11], [0, 1, 2, 3, 4, 5, 6, 7], [0]])
  expect(drawnUnits([12, 10], [0, 1])).toEqual([
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0, 1, 2, 3, 4, 5, 6, 7],
  ])
})

/** The contrast of two colours of six hexadecimal digits, as WCAG defines it. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark = Number.NaN, light = Number.NaN] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

describe('classes', () => {
  test('are drawn alike by none of 64: colour and mark together are their own', () => {
    const styles = stylesOf(Array.from({ length: 64 }, (_, i) => `class ${i}`))
    expect(new Set(styles.map(({ color, mark }) => `${color} ${mark}`)).size).toBe(64)
    expect(new Set(styles.slice(0, 8).map(({ color }) => color)).size).toBe(8)
    expect(new Set(styles.slice(0, 8).map(({ mark }) => mark)).size).toBe(8)
  })

  test('stand out 3:1 from the sheet, from the middle of the scale and from their own area, light and dark', () => {
    const css = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8')
    const tokens = (text: string) =>
      new Map([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, color]) => [name, color]))
    const dark = css.indexOf(':root[data-theme="dark"]')
    for (const theme of [tokens(css.slice(0, css.indexOf('@media'))), tokens(css.slice(dark))]) {
      for (const { color } of stylesOf(Array.from({ length: 8 }, (_, i) => `class ${i}`))) {
        for (const ground of ['sheet', 'area-middle', `${color}-area`]) {
          const ratio = contrast(theme.get(color) ?? '', theme.get(ground) ?? '')
          expect(ratio, `${color} on ${ground}`).toBeGreaterThanOrEqual(3)
        }
      }
    }
  })

  test('named after colours have these colours, and two of other names are the ends of the scale', () => {
    const colors = (labels: readonly string[]) => stylesOf(labels).map(({ color }) => color)
    expect(colors(['green', 'orange', 'violet'])).toEqual(['green', 'orange', 'violet'])
    expect(colors(['benign', 'malignant'])).toEqual(['blue', 'orange'])
    expect(colors(['blue', 'sky'])).toEqual(['blue', 'orange'])
  })
})

test('a value is written with as many decimals as its span needs', () => {
  expect(within(4, -0.1)).toBe('\u22120.10')
  expect(within(4, -1e-17)).toBe('0.00')
  expect(within(60, 181.26)).toBe('181.3')
  expect(within(2400, 3750.4)).toBe('3750')
  expect(within(0.001, 0.00042)).toBe('0.00042')
})
