// What `leven serve` is measured against: the same Hono and Node server, one route, and an answer of the same size that is
// ready before a request comes. It neither reads the body nor computes.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const require = createRequire(new URL('../../apps/cli/package.json', import.meta.url))
const { serve } = await import(pathToFileURL(require.resolve('@hono/node-server')).href)
const { Hono } = await import(pathToFileURL(require.resolve('hono')).href)

const answer = { prediction: 'malignant', probability: 0.9731258749961853, notes: [] }
const app = new Hono()
app.post('/v1/models/:name/predict', (c) => c.json(answer))
process.on('SIGTERM', () => process.exit(0))
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stderr.write(`http://127.0.0.1:${port}\n`),
)
