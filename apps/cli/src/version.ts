import { createRequire } from 'node:module'

/** This program's version, from the package that holds it. */
export function version(): string {
  const found: { readonly version: string } = createRequire(import.meta.url)('../package.json')
  return found.version
}
