// Opens a folder's page in Chromium and gives what it printed.

import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { chromium } from 'playwright'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' }
const executablePath = [
  process.env.CHROMIUM_PATH ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
].find(existsSync)

export async function runInBrowser(folder) {
  const server = createServer(({ url = '/' }, response) => {
    const file = join(folder, url === '/' ? 'index.html' : url)
    if (!existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(readFileSync(file))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    const printed = []
    const done = new Promise((resolve) => {
      page.on('pageerror', (error) => resolve(printed.push(String(error))))
      page.on('console', (message) => {
        printed.push(message.text())
        if (message.text() === 'all programs ran') resolve(undefined)
      })
    })
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    let timer
    await Promise.race([
      done,
      new Promise((resolve) => {
        timer = setTimeout(resolve, 60_000)
      }),
    ])
    clearTimeout(timer)
    return printed.join('\n')
  } finally {
    await browser.close()
    server.close()
  }
}
