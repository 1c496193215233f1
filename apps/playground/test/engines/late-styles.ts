import { createServer } from 'node:http'

/** Serves a site as it is, but for its styles, which come so many milliseconds late. */
export async function withLateStyles(
  site: string,
  milliseconds: number,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const { origin, pathname } = new URL(site)
  const server = createServer(async ({ url = '' }, response) => {
    const found = await fetch(origin + url)
    const content = Buffer.from(await found.arrayBuffer())
    const late = url.endsWith('.css') ? milliseconds : 0
    setTimeout(() => {
      response
        .writeHead(found.status, { 'content-type': found.headers.get('content-type') ?? '' })
        .end(content)
    }, late)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('not listening')
  return {
    url: `http://127.0.0.1:${address.port}${pathname}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
