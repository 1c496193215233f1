export type { GpujsBackend } from './backend.ts'
export type { GpujsMode } from './modes.ts'
export { type GpujsOptions, openGpujsBackend } from './open.ts'
export type { WarmUp } from './warm-up.ts'
