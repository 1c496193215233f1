import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

const packages = fileURLToPath(new URL('../../../packages', import.meta.url))
const statement = /^(import|export) \{([^}]*)\} from '(?:@leven\/([\w-]+)|(\.[^']*))'/gm

/**
 * Has what `main` loads at once import each value from the file of a package that defines it, not from the package's
 * index: esbuild keeps all that an index reaches in one chunk, so that help would load training for a default's sake.
 * The commands keep the indexes: of many small chunks they would load more slowly. Sources stay as they are.
 */
export const importFromFiles: Plugin = {
  name: 'import-from-files',
  setup(build) {
    const indexes = new Map<string, ReadonlyMap<string, string>>()
    build.onLoad({ filter: /[\\/]cli[\\/]src[\\/](?:declare[\\/])?[^\\/]+\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replace(
        statement,
        (whole, keyword: string, names: string, of?: string) => {
          if (keyword === 'export' || of === undefined) return whole
          const files = indexes.get(of) ?? filesOf(of)
          indexes.set(of, files)
          return valuesIn(names)
            .map(
              ([name, local]) => `import { ${name} as ${local} } from '${files.get(name) ?? `@leven/${of}`}'`,
            )
            .join(';')
        },
      )
      return { contents, loader: 'ts' }
    })
  },
}

/** In which file each value that a package's index names is defined. */
function filesOf(name: string): ReadonlyMap<string, string> {
  const index = join(packages, name, 'src/index.ts')
  if (!existsSync(index)) return new Map()
  return new Map(
    [...readFileSync(index, 'utf8').matchAll(statement)].flatMap(([, keyword, names = '', , file]) =>
      keyword !== 'export' || file === undefined
        ? []
        : valuesIn(names)
            .filter(([exported, local]) => exported === local)
            .map(([exported]) => [exported, join(dirname(index), file)] as const),
    ),
  )
}

/** The names in the braces of a statement, and what each is called after it; types are none. */
function valuesIn(names: string): readonly (readonly [name: string, local: string])[] {
  return names
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
    .map((one) => {
      const [name = '', local = name] = one.split(' as ')
      return [name, local]
    })
}
