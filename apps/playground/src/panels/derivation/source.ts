// @boundaries-ignore the text is shown; no code is run past core's door
import learn from '../../../../../packages/core/src/learn.ts?raw'
// @boundaries-ignore the text is shown; no code is run past core's door
import reference from '../../../../../packages/core/src/reference.ts?raw'
import { type Excerpt, excerpts, type SourceFile } from './source-lines.ts'

/** The code that runs, as text: the algorithm, and the operations on the reference backend. */
const files: readonly SourceFile[] = [
  { path: 'packages/core/src/learn.ts', text: learn },
  { path: 'packages/core/src/reference.ts', text: reference },
]

/** The source of some equations of the derivation, from the algorithm down to the loops. */
export function sourceOf(numbers: readonly number[]): Excerpt[] {
  return files.flatMap((file) => excerpts(file, numbers))
}
