import { InvalidDataError, LevenError } from '@leven/core'
import { isLevenError } from '@leven/leven'
import type { Row } from '@leven/tabular'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { version } from '../version.ts'
import { described, errorBody } from './error-body.ts'
import type { ServiceLimits } from './limits.ts'
import { isLines, predictedLines } from './lines.ts'
import type { ServiceBindings } from './listener.ts'
import type { ServiceMetrics } from './metrics.ts'
import type { ServedModels } from './models.ts'
import { openApi } from './open-api.ts'

/** What the service may tell about itself. */
export interface ServiceState {
  /** Whether it takes requests; false once it was asked to end. */
  ready: boolean
}

interface ServiceEnvironment {
  readonly Bindings: ServiceBindings
}
type ServiceContext = Context<ServiceEnvironment>

/** The service as one handler of requests. */
export function serviceApp(
  models: ServedModels,
  metrics: ServiceMetrics,
  limits: ServiceLimits,
  state: ServiceState,
): Hono<ServiceEnvironment> {
  const app = new Hono<ServiceEnvironment>()

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
  app.post('/v1/models/:name/predict', (c) => {
    const name = c.req.param('name')
    if (!models.has(name)) return missing(c, name, models)
    const begun = performance.now()
    const done = (rows: number, status: number) =>
      metrics.request(name, status, rows, (performance.now() - begun) / 1000)
    const body = c.env?.incoming?.rawBody
    if (body) return predicted(c, name, textOf(body), done)
    if (isLines(c.req.header('content-type')))
      return predictedLines(c.req.raw.body, models, name, limits, done)
    return limitedText(c, (text) => predicted(c, name, text, done))
  })

  /** A body that does not say how long it is, is counted as it comes. */
  async function limitedText(
    c: ServiceContext,
    use: (text: string) => Response | Promise<Response>,
  ): Promise<Response> {
    let answer: Response | undefined
    const refused = await limited(c, async () => {
      answer = await use(await c.req.text())
    })
    return refused ?? answer ?? c.body(null, 500)
  }

  /** The prediction of a row at once; of an array of rows when it is there. */
  function predicted(
    c: ServiceContext,
    name: string,
    text: string,
    done: (rows: number, status: number) => void,
  ): Response | Promise<Response> {
    try {
      const rows = parsed(text)
      if (Array.isArray(rows)) return predictedRows(c, name, rows, done)
      const prediction = models.now(name, (model) => model.predict(rows))
      done(1, 200)
      return c.json(prediction)
    } catch (error) {
      return refused(c, error, done)
    }
  }

  async function predictedRows(
    c: ServiceContext,
    name: string,
    rows: readonly Row[],
    done: (rows: number, status: number) => void,
  ): Promise<Response> {
    try {
      const predictions = await models.using(name, (model) => within(limits, model.predictMany(rows)))
      done(predictions.length, 200)
      return c.json(predictions)
    } catch (error) {
      return refused(c, error, done)
    }
  }

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

/** A body as text, without the mark that some programs put before UTF-8. */
function textOf(body: Buffer): string {
  const text = body.toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** @throws InvalidDataError where the text is no JSON; what it is else, the encoder asks. */
function parsed(text: string): Row | Row[] {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidDataError(`The body is no JSON: ${why}`, 'Send a row or an array of rows.')
  }
}

function refused(c: ServiceContext, error: unknown, done: (rows: number, status: number) => void): Response {
  if (!isLevenError(error)) throw error
  const status = error.code === 'INVALID_DATA' ? 400 : error.code === 'ABORTED' ? 503 : 500
  done(0, status)
  return c.json(described(error), status)
}

function missing(c: ServiceContext, name: string, models: ServedModels): Response {
  const known = `The models are ${models.names.join(', ')}.`
  return c.json(errorBody('NOT_FOUND', `There is no model ${JSON.stringify(name)}.`, known), 404)
}
