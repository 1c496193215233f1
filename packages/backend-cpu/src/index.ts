export { openCpuBackend } from './open.ts'
