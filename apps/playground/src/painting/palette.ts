import { type Signal, signal } from '@preact/signals'
import type { ColorName } from '../data/class-styles.ts'

/** Red, green and blue, from 0 to 255. */
export type Rgb = readonly [number, number, number]

/** The colours that canvases draw with: those of tokens.css, in the theme that shows. */
export interface Palette {
  readonly ink: string
  readonly inkSoft: string
  readonly rule: string
  readonly sheet: string
  readonly mark: Readonly<Record<ColorName, string>>
  readonly area: Readonly<Record<ColorName, Rgb>>
  readonly middle: Rgb
  /** From blue, for what is negative, over the middle to orange. */
  readonly scale: Scale
}

/** 256 colours as `packed` gives them. */
export type Scale = Int32Array

/** What the visitor chose: a theme, or the system's. */
export type Theme = 'system' | 'light' | 'dark'

/** The chosen theme; for this visit. */
export const theme: Signal<Theme> = signal('system')

/** The palette of the theme that shows. */
export const palette: Signal<Palette> = signal(readPalette())

/** Reads the colours, and again whenever the system's theme changes. To be called once, when the styles are there. */
export function watchTheme(): void {
  refresh()
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', refresh)
}

/** Chooses a theme. */
export function setTheme(next: Theme): void {
  theme.value = next
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  refresh()
}

function refresh(): void {
  palette.value = readPalette()
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const color = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const area = ofColors((name) => rgb(color(`${name}-area`)))
  const middle = rgb(color('area-middle'))
  return {
    ink: color('ink'),
    inkSoft: color('ink-soft'),
    rule: color('rule'),
    sheet: color('sheet'),
    mark: ofColors(color),
    area,
    middle,
    scale: scaleOf(area.blue, middle, area.orange),
  }
}

function ofColors<T>(value: (name: ColorName) => T): Record<ColorName, T> {
  return {
    blue: value('blue'),
    green: value('green'),
    orange: value('orange'),
    violet: value('violet'),
    rose: value('rose'),
    teal: value('teal'),
    gold: value('gold'),
    grey: value('grey'),
  }
}

/** A scale from one colour over a middle to another. */
export function scaleOf(from: Rgb, middle: Rgb, to: Rgb): Scale {
  return Int32Array.from({ length: 256 }, (_, i) =>
    packed(i < 128 ? mix(from, middle, i / 127) : mix(middle, to, (i - 128) / 127)),
  )
}

/** A colour between two. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const at = (k: 0 | 1 | 2) => from[k] + (to[k] - from[k]) * share
  return [at(0), at(1), at(2)]
}

/**
 * A colour as one little-endian pixel of ImageData, with its sign: opaque ones lie just below 0, where engines hold
 * integers without an object for each.
 */
export function packed([red, green, blue]: Rgb): number {
  return (255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)
}

/** Six hexadecimal digits; the tokens of areas are written so. */
function rgb(hex: string): Rgb {
  const value = Number.parseInt(hex.replace('#', ''), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
