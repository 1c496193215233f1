import { createServer } from 'node:http'

/** A page of someone else, on an origin of its own, with a frame in it. */
export interface Host {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves a page that holds a line of HTML, keeps every message it gets in `window.heard`, and sends what is passed to
 * `window.send` to its frame.
 */
export async function openHost(line: string): Promise<Host> {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A lecture</title><body>
<main><h1>A lecture</h1>${line}</main>
<script>
  window.heard = []
  addEventListener('message', ({ data, origin }) => heard.push({ data, origin }))
  window.send = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '*')
</script></body></html>`
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    // Another origin than the page's, which is served as 127.0.0.1.
    url: `http://localhost:${port}/`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}
