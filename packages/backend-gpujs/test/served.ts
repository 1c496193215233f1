/// <reference types="node" />
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const here = join(root, 'packages/backend-gpujs')

/** A static server of one page with the built and minified package in it. */
export interface Served {
  /** The page's address under a Content-Security-Policy. */
  url(policy: string): string
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' }

/**
 * Builds the package as it is published, minified besides; bundles test/page.ts with it as a web developer would, minified
 * again; and serves the files.
 */
export async function serve(): Promise<Served> {
  const folder = mkdtempSync(join(here, 'node_modules', '.e2e-'))
  const built = join(folder, 'built')
  const tsup = join(root, 'node_modules/.bin/tsup')
  execFileSync(tsup, ['--silent', '--minify', '--out-dir', built], { cwd: here, stdio: 'inherit' })
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    resolve: { conditions: ['@leven/source', 'module', 'browser', 'production'] },
    plugins: [
      {
        name: 'the built package instead of its source',
        enforce: 'pre',
        resolveId: (id: string) => {
          if (id === '../src/index.ts') return join(built, 'index.js')
          return id === '#gpu.js' ? join(built, 'gpu-page.js') : undefined
        },
      },
    ],
    build: {
      outDir: join(folder, 'site'),
      target: 'es2022',
      minify: true,
      chunkSizeWarningLimit: 2000,
      modulePreload: false,
      rolldownOptions: { input: join(here, 'test/page.ts'), output: { entryFileNames: 'page.js' } },
    },
  })
  const page = '<!doctype html><title>Leven</title><script type="module" src="page.js"></script>'
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const policy = searchParams.get('policy')
    if (policy) response.setHeader('Content-Security-Policy', policy)
    if (pathname === '/') {
      response.setHeader('Content-Type', 'text/html').end(page)
      return
    }
    try {
      const content = readFileSync(join(folder, 'site', pathname))
      response.setHeader('Content-Type', types[extname(pathname)] ?? 'text/plain').end(content)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: (policy) => `http://127.0.0.1:${port}/?policy=${encodeURIComponent(policy)}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
}
