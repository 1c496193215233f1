import { readFileSync } from 'node:fs'

/** This program's version, from the package that holds it. */
export function version(): string {
  const file = new URL('../package.json', import.meta.url)
  const found: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return found.version
}
