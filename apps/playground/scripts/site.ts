import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The built page, served from this machine. */
export interface Site {
  /** Its address, below a path, as on any host that has other pages too. */
  readonly url: string
  /** The folder it was built to. */
  readonly folder: string
  close(): Promise<void>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Builds the page, or the one of another folder, to a folder of its own and serves it below a path. */
export async function openSite(
  path = '/some/path/',
  root = fileURLToPath(new URL('..', import.meta.url)),
): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'leven-page-'))
  const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url))
  const { NODE_ENV: before } = process.env
  try {
    // What visitors get. Under a test's own environment it would be built for development.
    process.env.NODE_ENV = 'production'
    await build({ root, configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const asked = pathname.endsWith('/') ? `${pathname}index.html` : pathname
    const file = join(folder, normalize(asked.slice(path.length)))
    const found = asked.startsWith(path) && file.startsWith(folder) && (await isFile(file))
    if (!found) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}${path}`,
    folder,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
      await rm(folder, { recursive: true })
    },
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}
