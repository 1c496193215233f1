import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions, type Plugin } from 'vite'

const asked = '?sandboxed'

/**
 * `import script from './entry.ts?sandboxed'` gives the text of a classic script with everything it needs:
 * in a frame of an opaque origin no module can be fetched, neither from a static host nor from the
 * development server.
 */
export const sandboxedScript: Plugin = {
  name: 'sandboxed-script',
  enforce: 'pre',
  load: {
    filter: { id: /\?sandboxed$/ },
    handler: bundled,
  },
}

async function bundled(this: { addWatchFile(id: string): void }, id: string): Promise<string> {
  const made = await build({
    configFile: false,
    root: fileURLToPath(new URL('.', import.meta.url)),
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['@leven/source', ...defaultClientConditions] },
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry: id.slice(0, -asked.length), formats: ['iife'], name: 'sandboxed' },
    },
  })
  const [bundle] = Array.isArray(made) ? made : [made]
  const [chunk] = bundle && 'output' in bundle ? bundle.output : []
  if (chunk?.type !== 'chunk') throw new Error(`${id} did not become a script.`)
  for (const module of chunk.moduleIds) this.addWatchFile(module)
  return `export default ${JSON.stringify(chunk.code)}`
}
