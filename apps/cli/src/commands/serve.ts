import { createServer } from 'node:http'
import { LevenError } from '@leven/core'
import type { ServeCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { hearSignals } from '../interrupt.ts'
import { serviceApp } from '../serve/app.ts'
import { requestListener } from '../serve/listener.ts'
import { ServiceMetrics } from '../serve/metrics.ts'
import { serveModels } from '../serve/models.ts'
import { complain, note } from '../terminal.ts'

/**
 * `leven serve`: scores rows over HTTP until it is asked to end. SIGHUP loads the models anew.
 * @returns the exit status.
 */
export async function serveCommand(paths: readonly string[], options: ServeCommandOptions): Promise<number> {
  const { port = 8080, host = '127.0.0.1', maxBody = 8 * 1024 * 1024, timeout = 30 } = options
  const models = await serveModels(paths)
  const metrics = new ServiceMetrics()
  const state = { ready: true }
  const limits = { bytes: maxBody, milliseconds: 1000 * timeout }
  const app = serviceApp(models, metrics, limits, state)

  async function reload(): Promise<void> {
    try {
      await models.reload()
      metrics.reloads++
      note('The models were loaded anew.')
    } catch (error) {
      metrics.failedReloads++
      complain(error, options.verbose ?? false)
      note('The models stay as they were.')
    }
  }
  let reloading: Promise<void> = Promise.resolve()
  const ending = new AbortController()
  const deaf = hearSignals((name) => {
    if (name === 'SIGHUP') reloading = reloading.then(reload)
    else ending.abort()
  })

  const server = createServer(requestListener(app, limits))
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause: Error) =>
        reject(
          new LevenError(
            'FAILED',
            `${host}:${port} cannot be listened on: ${cause.message}`,
            'Give another --port or --host.',
            {
              cause,
            },
          ),
        ),
      )
      server.listen(port, host, resolve)
    })
    const address = server.address()
    const bound = typeof address === 'object' && address ? address.port : port
    note(`Serving ${models.names.join(', ')} on http://${host.includes(':') ? `[${host}]` : host}:${bound}.`)
    if (!ending.signal.aborted) {
      await new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()))
    }
    state.ready = false
    // Requests under way are answered; connections that wait for another one are closed.
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
    return exitStatus.done
  } finally {
    deaf()
    await reloading
    await models.close()
  }
}
