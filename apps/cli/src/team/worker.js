// The entry of a worker when the command runs from source: Node 20 starts no worker from a TypeScript file, and what
// makes the main thread read TypeScript is not there in others.
import { register } from 'tsx/esm/api'

register()
await import('./serve.ts')
