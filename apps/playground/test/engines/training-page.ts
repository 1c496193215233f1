import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { build, defaultClientConditions } from 'vite'

const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Serves a page that can train by default, or runs another script, and an example table beside it. */
export async function serveTrainingPage(entry: string = pathOf('default-training.ts')): Promise<{
  readonly url: string
  readonly close: () => Promise<void>
}> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@leven/source', ...defaultClientConditions] },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'training' },
    },
  })
  const [{ output } = { output: [] }] = [built].flat().filter((one) => 'output' in one)
  const script = output.flatMap((file) => (file.type === 'chunk' && file.isEntry ? [file.code] : [])).join('')
  const served: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': [
      'text/html',
      '<!doctype html><title>training</title><script type="module" src="training.js"></script><p class="unit">',
    ],
    '/training.js': ['text/javascript', script],
    '/breast-cancer.csv': [
      'text/csv',
      await readFile(pathOf('../../../../examples/breast-cancer.csv'), 'utf8'),
    ],
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, body] = served[url] ?? []
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': `${type ?? 'text/plain'};charset=utf-8`,
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('not listening')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
