/// <reference types="node" />
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = fileURLToPath(new URL('.', import.meta.url))
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Two empty pages with threads-in-a-page.worker.ts, bundled, beside them. */
export interface Site {
  /** A page that may share memory with its workers, or one on a plain host. */
  address(page: 'isolated' | 'plain'): string
  close(): void
}

/** Bundles the worker and serves the pages. */
export async function serveSite(): Promise<Site> {
  const folder = mkdtempSync(join(here, '../node_modules/.e2e-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    resolve: { conditions: ['@leven/source', 'module', 'browser', 'production'] },
    build: {
      outDir: 'site',
      modulePreload: false,
      rolldownOptions: {
        input: join(here, 'threads-in-a-page.worker.ts'),
        output: { entryFileNames: 'worker.js' },
      },
    },
  })
  const script = readFileSync(join(folder, 'site/worker.js'))
  const server = createServer(({ url = '/' }, response) => {
    const [, page, file] = url.split('/')
    const headers = page === 'isolated' ? isolation : {}
    const isScript = file === 'worker.js'
    response.writeHead(200, { ...headers, 'Content-Type': isScript ? 'text/javascript' : 'text/html' })
    response.end(isScript ? script : '<!doctype html><p class="unit">')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: (page) => `http://127.0.0.1:${port}/${page}/`,
    close() {
      server.closeAllConnections()
      server.close()
      rmSync(folder, { recursive: true })
    },
  }
}
