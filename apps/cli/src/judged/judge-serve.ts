import { parentPort, workerData } from 'node:worker_threads'
import { type Reply, replyWith } from '../team/reply.ts'
import { type Judged, type Judging, judged } from './judged.ts'

const judging: Judging = workerData
const reply: Reply<Judged> = await replyWith(async () => judged(judging))
parentPort?.postMessage(reply)
