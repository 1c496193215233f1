// Forty random recipes as one script that prints a digest, and the digest that every engine must print.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'

const tests = fileURLToPath(new URL('../packages/backend-cpu/test', import.meta.url))

/** The digest, as the tests in Node and in browsers expect it. */
export const digestEverywhere = /digestEverywhere = '([0-9a-f]{64})'/.exec(
  readFileSync(join(tests, 'random-recipes.ts'), 'utf8'),
)?.[1]

/** Bundles the sources into a folder. Returns the path of the script, whose argument is a mode of the cpu backend. */
export async function bundleRandomRecipes(folder) {
  await build({
    config: false,
    silent: true,
    clean: false,
    entry: { recipes: join(tests, 'random-recipes.main.ts') },
    format: ['esm'],
    outExtension: () => ({ js: '.mjs' }),
    noExternal: [/^@leven\//],
    outDir: folder,
    esbuildOptions: (esbuild) => {
      esbuild.conditions = ['@leven/source']
    },
  })
  return join(folder, 'recipes.mjs')
}
