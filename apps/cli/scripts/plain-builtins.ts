import { isBuiltin } from 'node:module'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['plugins']>[number]

const imported = /^import (?:([\w$]+)|\* as ([\w$]+)|\{([^}]*)\}) from "([\w/:]+)"/gm
const required = /\b__require\d*\("([\w/:]+)"\)/g

/**
 * Has the bundle take Node's own modules from `process.getBuiltinModule`. An `import` of one has Node read every name
 * that it exports, used or not, and some load what few programs need: `node:crypto` all of Web Crypto, `node:util` its
 * parsers, `node:module` source maps. That was a fifth of the time that help took beyond Node's own.
 */
export const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  renderChunk(code, { path }) {
    if (!path.endsWith('.js')) return undefined
    return {
      code: code
        .replace(imported, (statement, whole?: string, all?: string, names?: string, from = '') => {
          if (!isBuiltin(from)) return statement
          return `const ${whole ?? all ?? `{${names?.replaceAll(' as ', ': ')}}`} = ${builtin(from)}`
        })
        .replace(required, (call, from: string) => {
          if (!isBuiltin(from)) return call
          return isLoadedLate(from)
            ? `new Proxy({}, { get: (_, name) => ${builtin(from)}[name] })`
            : builtin(from)
        }),
    }
  },
}

/** commander requires it for commands that are programs of their own, of which there are none. */
function isLoadedLate(from: string): boolean {
  return from.endsWith('child_process')
}

function builtin(from: string): string {
  return `globalThis.process.getBuiltinModule("${from}")`
}
