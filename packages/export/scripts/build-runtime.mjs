// Bundles src/runtime/scorer.ts, with what it imports of core and tabular, into src/generated/runtime.ts as text: the
// code that exported modules and pages carry. Leaves the file alone where nothing has changed.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}src/generated/runtime.ts`
const { outputFiles } = await build({
  entryPoints: [`${root}src/runtime/scorer.ts`],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  globalName: 'leven',
  target: 'es2022',
  charset: 'ascii', // whatever encoding a page is taken for
  conditions: ['@leven/source'],
})
const [code] = outputFiles
const text = `/** The code of runtime/scorer.ts, bundled: it declares \`leven\`. */\nexport const runtime: string = ${JSON.stringify(code?.text.trim())}\n`
if ((await readFile(target, 'utf8').catch(() => '')) !== text) {
  await mkdir(`${root}src/generated`, { recursive: true })
  const beside = `${target}.${process.pid}`
  await writeFile(beside, text)
  await rename(beside, target)
}
