import { textsFrom } from './language.ts'

/** Who made the page, under which licence, how to cite it, and its documents. */
export const english = {
  title: 'About Leven',
  made: (version: string) => `Leven ${version}, by the Leven authors, under the MIT licence.`,
  address:
    'The texts below came with this page, as they are in its source; nothing is fetched from elsewhere.',
  cite: 'Cite this',
  copyCitation: 'Copy the citation',
  citation: 'Citation',
  documents: {
    notes: 'The notes: the derivation, equations (1) to (18)',
    teaching: "The teacher's page: ten lessons with timings, questions and answers",
    readme: 'README',
    learn: 'Source: the algorithm (learn.ts)',
    reference: 'Source: the arithmetic (reference.ts)',
    backend: 'Source: the port (backend.ts)',
    licence: 'Licence',
  },
  loading: 'Loading…',
}

export const aboutTexts = textsFrom('parts', 'about', english)
