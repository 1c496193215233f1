import { InvalidDataError, LevenError } from '@leven/core'
import { isLevenError, type Prediction } from '@leven/leven'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { version } from '../version.ts'
import { described, errorBody } from './error-body.ts'
import type { ServiceLimits } from './limits.ts'
import { predictedLines } from './lines.ts'
import type { ServiceMetrics } from './metrics.ts'
import type { ServedModels } from './models.ts'
import { openApi } from './open-api.ts'

/** What the service may tell about itself. */
export interface ServiceState {
  /** Whether it takes requests; false once it was asked to end. */
  ready: boolean
}

/** The service as one handler of requests. */
export function serviceApp(
  models: ServedModels,
  metrics: ServiceMetrics,
  limits: ServiceLimits,
  state: ServiceState,
): Hono {
  const app = new Hono()

  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  app.get('/readyz', (c) => c.json({ ready: state.ready }, state.ready ? 200 : 503))
  app.get('/metrics', (c) => c.text(metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' }))
  app.get('/openapi.json', async (c) => c.json(await openApi(models, version())))
  app.get('/v1/models', (c) => c.json({ models: models.names }))
  app.get('/v1/models/:name', async (c) => {
    const name = c.req.param('name')
    if (!models.has(name)) return missing(c, name, models)
    const described = await models.using(name, (model) => model.describe())
    return c.json(described as unknown as Record<string, never>)
  })

  const limited = bodyLimit({
    maxSize: limits.bytes,
    onError: (c) =>
      c.json(
        errorBody(
          'INVALID_DATA',
          `The body has more than ${limits.bytes} bytes.`,
          'Send fewer rows, or JSON lines.',
        ),
        413,
      ),
  })
  app.post(
    '/v1/models/:name/predict',
    (c, next) => (isLines(c) || isSmall(c, limits) ? next() : limited(c, next)),
    async (c) => {
      const name = c.req.param('name')
      if (!models.has(name)) return missing(c, name, models)
      const begun = performance.now()
      if (isLines(c)) {
        return predictedLines(c.req.raw.body, models, name, limits, (rows, status) =>
          metrics.request(name, status, rows, (performance.now() - begun) / 1000),
        )
      }
      try {
        const rows: unknown = await c.req.json().catch((cause: Error) => {
          throw new InvalidDataError(
            `The body is no JSON: ${cause.message}`,
            'Send a row or an array of rows.',
          )
        })
        const predicted = await models.using(
          name,
          async (model): Promise<Prediction | Prediction[]> =>
            Array.isArray(rows) ? within(limits, model.predictMany(rows)) : model.predict(rows as never),
        )
        const count = Array.isArray(predicted) ? predicted.length : 1
        metrics.request(name, 200, count, (performance.now() - begun) / 1000)
        return c.json(predicted as never)
      } catch (error) {
        if (!isLevenError(error)) throw error
        const status = error.code === 'INVALID_DATA' ? 400 : error.code === 'ABORTED' ? 503 : 500
        metrics.request(name, status, 0, (performance.now() - begun) / 1000)
        return c.json(described(error), status)
      }
    },
  )
  app.notFound((c) =>
    c.json(errorBody('NOT_FOUND', `There is nothing at ${c.req.path}.`, 'See /openapi.json.'), 404),
  )
  app.onError((error, c) => {
    process.stderr.write(`${error.stack ?? error.message}\n`)
    return c.json(errorBody('FAILED', 'The service failed.', 'See its log.'), 500)
  })
  return app
}

/** @throws LevenError where it takes longer than it may. */
async function within<T>({ milliseconds }: ServiceLimits, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new LevenError('ABORTED', `The request took more than ${milliseconds} ms.`, 'Send fewer rows.'),
        ),
      milliseconds,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether a body says how long it is, and is not too long: then it need not be counted as it comes, which is slow. */
function isSmall(c: Context, { bytes }: ServiceLimits): boolean {
  const length = c.req.header('content-length')
  return length !== undefined && c.req.header('transfer-encoding') === undefined && Number(length) <= bytes
}

function isLines(c: Context): boolean {
  return /^application\/(?:x-ndjson|jsonl|x-jsonlines)\b/.test(c.req.header('content-type') ?? '')
}

function missing(c: Context, name: string, models: ServedModels): Response {
  const known = `The models are ${models.names.join(', ')}.`
  return c.json(errorBody('NOT_FOUND', `There is no model ${JSON.stringify(name)}.`, known), 404)
}
