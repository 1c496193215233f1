import type { TestProject } from 'vitest/node'
import { openSite } from '../scripts/site.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The built page. */
    site: { url: string; folder: string }
  }
}

/** Builds and serves the page once for all files that visit it. */
export default async function buildSite(project: TestProject): Promise<() => Promise<void>> {
  const site = await openSite()
  project.provide('site', { url: site.url, folder: site.folder })
  return () => site.close()
}
