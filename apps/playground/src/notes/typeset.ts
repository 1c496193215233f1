import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import temml from 'temml'
import { tex } from './formulas.ts'

/**
 * MathML of every formula, with the placeholders of formulas.ts as {l}, {l-1}, {l+1}, {g} and {output}.
 * Styles that Temml writes inline are left out: the page's content security policy refuses them, and
 * derivation.css has what is needed.
 */
export function typesetAll(): Record<string, string> {
  return Object.fromEntries(Object.entries(tex).map(([name, source]) => [name, typeset(source)]))
}

function typeset(source: string): string {
  return temml
    .renderToString(source, { displayMode: true, annotate: false })
    .replace(/ style="[^"]*"/g, '')
    .replaceAll('<mn>901</mn>', '<mn>{l}</mn>')
    .replaceAll('<mn>900</mn>', '<mn>{l-1}</mn>')
    .replaceAll('<mn>902</mn>', '<mn>{l+1}</mn>')
    .replaceAll('<mi>gggg</mi>', '<mi>{g}</mi>')
    .replaceAll('<mi>oooo</mi>', '<mi>{output}</mi>')
}

/** The text of formulas.generated.ts. */
function generatedModule(): string {
  const entries = Object.entries(typesetAll()).map(
    ([name, mathml]) => `  ${name}:\n    '${mathml.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}',`,
  )
  return `// Made by typeset.ts from formulas.ts. Run \`tsx src/derivation/typeset.ts\` to make it again.
/** MathML by name of formula; {l}, {l-1}, {l+1}, {g} and {output} are filled in by formula.ts. */
export const formulas = {
${entries.join('\n')}
} as const
`
}

const here = fileURLToPath(import.meta.url)
if (process.argv[1] === here) writeFileSync(join(dirname(here), 'formulas.generated.ts'), generatedModule())
