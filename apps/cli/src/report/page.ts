import { html, raw } from 'hono/html'
import type { Markup } from './chart.ts'

/** The first bytes of every report, by which `--report` knows a file it may replace. */
export const firstBytes = '<!doctype html><!-- A report of Leven. -->'

/** A heading with what stands below it. */
export interface Section {
  readonly title: string
  readonly body: Markup
}

/** One HTML file that needs nothing else: no script, no address, its own style in light and dark. */
export async function page(title: string, sections: readonly Section[]): Promise<string> {
  const body = await html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${sections.map(({ title, body }) => html`<section><h2>${title}</h2>${body}</section>`)}
</main>
</body>
</html>
`
  return `${firstBytes}\n${body}`
}

/** Rows of cells as a table: heads across, the first cell of each row a head too. */
export function table([heads = [], ...rows]: readonly (readonly string[])[]): Markup {
  return html`<div class="wide"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([head = '', ...cells]) =>
      html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

/** Names with what is to be said of each. */
export function definitions(pairs: readonly (readonly [name: string, text: string])[]): Markup {
  return html`<dl>${pairs.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>`
}

/** A text to be copied as it is. */
export function verbatim(text: string): Markup {
  return html`<pre>${text}</pre>`
}

export function paragraphs(texts: readonly string[]): Markup {
  return html`${texts.map((text) => html`<p>${text}</p>`)}`
}

export function sideBySide(parts: readonly Markup[]): Markup {
  return html`<div class="side">${parts.map((part) => html`<figure>${part}</figure>`)}</div>`
}

const style = `
:root { color-scheme: light dark; --ink: #1c1f24; --faint: #667; --line: #d5d9e0; --main: #1f5fbf; --ground: #fff }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ec; --faint: #9aa3b2; --line: #3a4048; --main: #7fb2ff; --ground: #16181c }
}
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
main { max-width: 60rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid var(--line) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 }
dt { color: var(--faint) } dd { margin: 0; overflow-wrap: anywhere }
.wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .6rem; text-align: right; border-bottom: 1px solid var(--line) }
th[scope=row] { text-align: left; font-weight: normal } thead th { color: var(--faint); font-weight: normal }
pre { overflow-x: auto; padding: .6rem; border: 1px solid var(--line) }
.side { display: flex; flex-wrap: wrap; gap: 1rem } figure { flex: 1 1 20rem; max-width: 28rem; margin: 0 }
figcaption { color: var(--faint) } svg { width: 100%; height: auto } svg text { fill: var(--faint); font-size: 11px }
.end { text-anchor: end } .middle { text-anchor: middle }
polyline { fill: none; stroke-width: 2; stroke: var(--main) } .one { stroke-width: 1; opacity: .4 }
.guide { stroke: var(--faint); stroke-dasharray: 4 4; stroke-width: 1 } circle, rect { fill: var(--main) }
.grid, .axis { stroke: var(--line) } .mark { stroke: var(--faint); stroke-width: 1 }
.bars { width: 100% } .bar { width: 45% } .bar svg { display: block; height: .6rem } .bars .mark { stroke: var(--ink) }
math { font-size: 1.05em }
`
