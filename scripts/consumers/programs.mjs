// The programs of the READMEs, in the shapes in which people use them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workbench.mjs'

/** What stands before a README's program that has no rows of its own. */
const rows = `const rows = Array.from({ length: 60 }, (_, i) => ({
  age: 20 + (i % 40), income: 20_000 + 700 * i, city: i % 3 ? 'Berlin' : 'Rome', bought: i > 30 }))
`

/** Every program of a README. */
function programsOf(readme) {
  const found = [...readFileSync(join(root, readme), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)]
  if (found.length === 0) throw new Error(`${readme} has no program.`)
  return found.map(([, program = '']) => {
    const lines = program.split('\n')
    const imports = lines.filter((line) => line.startsWith('import '))
    const body = lines.filter((line) => !line.startsWith('import ')).join('\n')
    return { readme, imports, body: /\brows\b/.test(body) ? `${rows}${body}` : body }
  })
}

export const programs = [
  'README.md',
  ...['core', 'backend-cpu', 'leven'].map((name) => `packages/${name}/README.md`),
].flatMap(programsOf)

/** What is printed when all went well, after what the README says that its program prints. */
export const promised = ['0.01 1.00 1.00 0.00', 'all programs ran']

/** All programs as functions of one module. */
export function moduleOf(programs, entry = 'await all()') {
  const imports = [...new Set(programs.flatMap((program) => program.imports))]
  return `${merged(imports)}\n${functions(programs)}\n${entry}\n`
}

/** The same with `require`. */
export function commonOf(
  programs,
  entry = 'all().catch((error) => { console.error(error); process.exit(1) })',
) {
  const imports = merged([...new Set(programs.flatMap((program) => program.imports))])
  return `${imports.replaceAll(/^import (.*) from ('.*')$/gm, 'const $1 = require($2)')}\n${functions(programs)}\n${entry}\n`
}

function functions(programs) {
  const parts = programs.map(({ readme, body }) => `// ${readme}\n{\n${body}\n}`)
  return `async function all() {\n${parts.join('\n')}\nconsole.log('all programs ran')\n}`
}

/** One import for each package. */
function merged(imports) {
  const names = new Map()
  for (const line of imports) {
    const [, list, from] = /^import \{ (.*) \} from '(.*)'/.exec(line) ?? []
    if (!list) throw new Error(`Not understood: ${line}`)
    names.set(from, new Set([...(names.get(from) ?? []), ...list.split(', ')]))
  }
  return [...names].map(([from, list]) => `import { ${[...list].join(', ')} } from '${from}'`).join('\n')
}
