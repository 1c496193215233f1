// The entry of a worker when the command runs from source: Node 20 starts no worker from a TypeScript file.
import { register } from 'tsx/esm/api'

register()
await import('./judge-serve.ts')
