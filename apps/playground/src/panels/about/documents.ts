/** A text of the repository that comes with the page. */
export interface ShippedDocument {
  readonly name: 'notes' | 'teaching' | 'readme' | 'learn' | 'reference' | 'backend' | 'licence'
  /** Its path in the repository. */
  readonly path: string
  /** Fetches it. */
  read(): Promise<{ readonly default: string }>
}

/** The notes first, then what to read for teaching, for use and for the code. */
export const documents: readonly ShippedDocument[] = [
  // @boundaries-ignore the text is shown; no code is run past a package's door
  { name: 'notes', path: 'docs/derivation.md', read: () => import('../../../../../docs/derivation.md?raw') },
  // @boundaries-ignore the text is shown; no code is run past a package's door
  { name: 'teaching', path: 'docs/teaching.md', read: () => import('../../../../../docs/teaching.md?raw') },
  // @boundaries-ignore the text is shown; no code is run past a package's door
  { name: 'readme', path: 'README.md', read: () => import('../../../../../README.md?raw') },
  {
    name: 'learn',
    path: 'packages/core/src/learn.ts',
    // @boundaries-ignore the text is shown; no code is run past a package's door
    read: () => import('../../../../../packages/core/src/learn.ts?raw'),
  },
  {
    name: 'reference',
    path: 'packages/core/src/reference.ts',
    // @boundaries-ignore the text is shown; no code is run past a package's door
    read: () => import('../../../../../packages/core/src/reference.ts?raw'),
  },
  {
    name: 'backend',
    path: 'packages/core/src/backend.ts',
    // @boundaries-ignore the text is shown; no code is run past a package's door
    read: () => import('../../../../../packages/core/src/backend.ts?raw'),
  },
  // @boundaries-ignore the text is shown; no code is run past a package's door
  { name: 'licence', path: 'LICENSE', read: () => import('../../../../../LICENSE?raw') },
]
