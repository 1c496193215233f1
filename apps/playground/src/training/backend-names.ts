/** The backends that the page can compute with, in the order in which they are offered, and what people read for them. */
const titles = {
  cpu: 'cpu, float32',
  'gpujs:webgl2': 'gpu.js webgl2, float32',
  'gpujs:webgl': 'gpu.js webgl, float32',
  reference: 'reference, float64',
} as const

/** The name of a backend that the page can compute with. */
export type BackendName = keyof typeof titles

/** Every backend, in the order in which they are offered. */
export const backendNames: readonly BackendName[] = Object.keys(titles).filter(isBackendName)

/** Whether a text names a backend. */
export function isBackendName(name: string): name is BackendName {
  return Object.hasOwn(titles, name)
}

/** What people read for a backend. */
export function backendTitle(name: BackendName): string {
  return titles[name]
}
