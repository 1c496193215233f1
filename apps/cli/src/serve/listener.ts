import type { IncomingMessage, RequestListener } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { ServiceLimits } from './limits.ts'
import { isLines } from './lines.ts'

/** What handlers know of a request beside what Hono tells. */
export interface ServiceBindings {
  readonly incoming?: IncomingMessage & {
    /** The whole body, where it was short; the Node server of Hono reads it, too. */
    readonly rawBody?: Buffer
  }
}

/**
 * The service for Node's server. A JSON body that says how long it is, and is not too long, is read before Hono sees the
 * request: then the handler answers at once, without a promise, which saves a third of a request's time.
 */
export function requestListener(
  app: Hono<{ Bindings: ServiceBindings }>,
  limits: ServiceLimits,
): RequestListener {
  const answer = getRequestListener(app.fetch)
  return (incoming, outgoing) => {
    if (!isShort(incoming, limits)) {
      void answer(incoming, outgoing)
      return
    }
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    // A client that leaves before its body is whole gets no answer: there is no end.
    incoming.on('end', () => {
      const [first = Buffer.alloc(0)] = parts
      const rawBody = parts.length < 2 ? first : Buffer.concat(parts)
      void answer(Object.assign(incoming, { rawBody }), outgoing)
    })
  }
}

function isShort({ headers, method }: IncomingMessage, { bytes }: ServiceLimits): boolean {
  const length = headers['content-length']
  return (
    method === 'POST' && length !== undefined && Number(length) <= bytes && !isLines(headers['content-type'])
  )
}
