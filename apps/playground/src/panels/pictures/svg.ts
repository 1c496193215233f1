/** The text of one element of an SVG; attributes are escaped, children are markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? short(value) : value)}"`,
  )
  return `<${name}${written.join('')}>${children.join('')}</${name}>`
}

/** Words in an SVG, in a font that every system has. */
export function words(
  x: number,
  y: number,
  fill: string,
  anchor: 'start' | 'middle' | 'end',
  text: string,
): string {
  const font = { 'font-family': 'sans-serif', 'font-size': 14 }
  return element('text', { x, y, fill, 'text-anchor': anchor, ...font }, escaped(text))
}

/** A whole SVG on a background of one colour. Its title is what a screen reader reads. */
export function drawing(
  width: number,
  height: number,
  background: string,
  title: string,
  ...children: readonly string[]
): string {
  return element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${short(width)} ${short(height)}` },
    element('title', {}, escaped(title)),
    element('rect', { width, height, fill: background }),
    ...children,
  )
}

/** A coordinate with as many digits as can be seen. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Column names and labels are a table's own: they may hold any character. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
