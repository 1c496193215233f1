import about from '../../../package.json' with { type: 'json' }

/** The version of this page. */
export const { version } = about

/** How to cite Leven, in BibTeX. Its authors are as the licence names them; it has no address to give yet. */
export const citation = `@software{leven,
  author  = {{The Leven authors}},
  title   = {Leven: the same network, the same algorithm, on every backend},
  version = {${version}},
  year    = {2026},
  license = {MIT}
}`
