import { parentPort, workerData } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { openBackend } from '../backends.ts'
import { WorkerTeam } from './worker-team.ts'

// Ctrl-C is for the main thread, which tells its workers; theirs is to go on until then.
const backend = typeof workerData === 'string' ? workerData : undefined
if (parentPort) expose(new WorkerTeam(() => openBackend(backend)), nodeEndpoint(parentPort))
