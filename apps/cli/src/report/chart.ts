// Line charts as SVG text: no script, colours from the page's style sheet.
import { html, raw } from 'hono/html'
import { significant } from '../metrics-text.ts'

/** What hono's `html` gives: text that is markup. */
export type Markup = ReturnType<typeof html>

/** A line of a chart, or points alone. */
export interface Series {
  readonly name: string
  /** Style: the main line, one of many, a line to compare with, or points. */
  readonly kind: 'main' | 'one' | 'guide' | 'points'
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** A chart and what its axes are. */
export interface Chart {
  /** What a reader who cannot see it is told. */
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
  /** The ends of the axes; by default those of the points. */
  readonly domain?: { readonly x: readonly [number, number]; readonly y: readonly [number, number] }
  /** Vertical lines, by what is written at them. */
  readonly marks?: readonly { readonly at: number; readonly text: string }[]
}

const [width, height] = [420, 280]
const margin = { left: 56, right: 12, top: 12, bottom: 40 }

/** A chart as markup. */
export function chart({ title, x, y, series, domain, marks = [] }: Chart): Markup {
  const across = axis(domain?.x ?? endsOf(series, 0), margin.left, width - margin.right)
  const up = axis(domain?.y ?? endsOf(series, 1), height - margin.bottom, margin.top)
  const place = ([a, b]: readonly [number, number]) => `${across.at(a).toFixed(1)},${up.at(b).toFixed(1)}`
  const lines = series.map(({ kind, name, points }) =>
    kind === 'points'
      ? html`<g class="points"><title>${name}</title>${points.map(
          ([a, b]) => html`<circle cx="${across.at(a).toFixed(1)}" cy="${up.at(b).toFixed(1)}" r="3.5" />`,
        )}</g>`
      : html`<polyline class="${kind}" points="${points.map(place).join(' ')}"><title>${name}</title></polyline>`,
  )
  const [left, right, bottom] = [margin.left, width - margin.right, height - margin.bottom]
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${up.ticks.map(
  (tick) =>
    html`<line class="grid" x1="${left}" x2="${right}" y1="${up.at(tick).toFixed(1)}" y2="${up.at(tick).toFixed(1)}" /><text class="end" x="${left - 6}" y="${(up.at(tick) + 4).toFixed(1)}">${significant(tick)}</text>`,
)}
${across.ticks.map(
  (tick) =>
    html`<text class="middle" x="${across.at(tick).toFixed(1)}" y="${bottom + 16}">${significant(tick)}</text>`,
)}
${marks.map(
  ({ at, text }) =>
    html`<line class="mark" x1="${across.at(at).toFixed(1)}" x2="${across.at(at).toFixed(1)}" y1="${margin.top}" y2="${bottom}" /><text class="middle" x="${across.at(at).toFixed(1)}" y="${margin.top + 8}">${text}</text>`,
)}
<line class="axis" x1="${left}" x2="${right}" y1="${bottom}" y2="${bottom}" />
${lines}
<text class="middle" x="${(left + right) / 2}" y="${height - 6}">${x}</text>
<text class="middle" transform="translate(12 ${(margin.top + bottom) / 2}) rotate(-90)">${y}</text>
</svg>`
}

/** Bars from zero, with an interval each: a list that stays readable at any length. */
export function bars(
  rows: readonly {
    readonly name: string
    readonly value: number
    readonly interval: readonly [number, number] | null
  }[],
): Markup {
  const largest = Math.max(
    Number.MIN_VALUE,
    ...rows.map(({ value, interval }) => Math.max(value, interval?.[1] ?? 0)),
  )
  const share = (value: number) => `${((100 * Math.max(0, value)) / largest).toFixed(1)}`
  return html`<table class="bars">${rows.map(
    ({ name, value, interval }) =>
      html`<tr><th scope="row">${name}</th><td class="bar"><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${share(value)}" height="8" />${
        interval
          ? html`<line class="mark" x1="${share(interval[0])}" x2="${share(interval[1])}" y1="4" y2="4" />`
          : raw('')
      }</svg></td><td>${significant(value)}</td><td>${
        interval ? `${significant(interval[0])} to ${significant(interval[1])}` : ''
      }</td></tr>`,
  )}</table>`
}

function endsOf(series: readonly Series[], axis: 0 | 1): readonly [number, number] {
  const values = series.flatMap(({ points }) => points.map((point) => point[axis])).filter(Number.isFinite)
  return values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1]
}

/** Where a value lies between two places, and round numbers to write there. */
function axis(
  [low, high]: readonly [number, number],
  from: number,
  to: number,
): { readonly at: (value: number) => number; readonly ticks: readonly number[] } {
  const span = high - low || Math.abs(high) || 1
  const rough = span / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
  const first = Math.ceil(low / step)
  const count = Math.floor((low + span) / step + 1e-9) - first + 1
  const ticks = Array.from({ length: Math.max(0, count) }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  )
  return { at: (value) => from + ((value - low) / span) * (to - from), ticks }
}
