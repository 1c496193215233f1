/** The backends that the page can compute with, in the order in which they are offered, and what people read for them. */
const titles = {
  cpu: 'cpu: WebAssembly SIMD, float32',
  reference: 'reference: plain loops, float64',
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
