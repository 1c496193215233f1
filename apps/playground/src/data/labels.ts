/** The classes a point can belong to: each has a colour and a mark of its own, so that colour never stands alone. */
export type Label = 'blue' | 'green' | 'orange'

/** The shape that a class is drawn with. */
export type Mark = 'circle' | 'triangle' | 'square'

/** The mark of each class. */
export const markOf: Readonly<Record<Label, Mark>> = { blue: 'circle', green: 'triangle', orange: 'square' }

/** Two classes, sorted by code point as the encoder sorts them; the last is the positive one. */
export const twoLabels: readonly Label[] = ['blue', 'orange']

/** Three classes, sorted by code point. */
export const threeLabels: readonly Label[] = ['blue', 'green', 'orange']
