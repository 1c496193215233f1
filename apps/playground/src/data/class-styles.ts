/** The shape that a class is drawn with. */
export type Mark = 'circle' | 'triangle' | 'square' | 'diamond' | 'cross' | 'wedge' | 'plus' | 'star'

/** The colours of classes, by the names of their tokens. */
export const colorNames = ['blue', 'green', 'orange', 'violet', 'rose', 'teal', 'gold', 'grey'] as const

/** A colour of classes. */
export type ColorName = (typeof colorNames)[number]

/** How a class is drawn: a colour and a mark, so that colour never stands alone. */
export interface ClassStyle {
  readonly color: ColorName
  readonly mark: Mark
}

const marks: Readonly<Record<ColorName, Mark>> = {
  blue: 'circle',
  green: 'triangle',
  orange: 'square',
  violet: 'diamond',
  rose: 'cross',
  teal: 'wedge',
  gold: 'plus',
  grey: 'star',
}

/** The style of the first class; of what is none. */
export const firstStyle: ClassStyle = { color: 'blue', mark: 'circle' }

const known = new WeakMap<readonly string[], readonly ClassStyle[]>()

/**
 * The styles of some classes, in their order: no two alike among the first 64. Classes named after colours
 * have these; two others are blue and orange, the two ends of the scale.
 */
export function stylesOf(labels: readonly string[]): readonly ClassStyle[] {
  const styles = known.get(labels) ?? choose(labels)
  known.set(labels, styles)
  return styles
}

function choose(labels: readonly string[]): readonly ClassStyle[] {
  const named = labels.flatMap((label) => colorNames.filter((color) => color === label))
  const colors: readonly ColorName[] =
    named.length === labels.length ? named : labels.length === 2 ? ['blue', 'orange'] : colorNames
  return labels.map((_, i) => {
    const color = colors[i % colors.length] ?? 'blue'
    // Each further round of the colours takes other marks.
    const shifted = (i + Math.floor(i / colorNames.length)) % colorNames.length
    return { color, mark: marks[i < colors.length ? color : (colorNames[shifted] ?? 'blue')] }
  })
}

/** The style of one class. */
export function styleOf(labels: readonly string[], index: number): ClassStyle {
  return stylesOf(labels)[index] ?? firstStyle
}
