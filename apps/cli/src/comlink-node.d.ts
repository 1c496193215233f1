declare module 'comlink/dist/esm/node-adapter.mjs' {
  import type { MessagePort, Worker } from 'node:worker_threads'
  import type { Endpoint } from 'comlink'

  /** A thread or port of Node's as comlink expects one. */
  export default function nodeEndpoint(of: Worker | MessagePort): Endpoint
}
