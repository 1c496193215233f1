import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import type { TestProject } from 'vitest/node'
import config from '../tsup.config.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The main file of the built command. */
    command: string
  }
}

const home = fileURLToPath(new URL('..', import.meta.url))

/** Builds the command as it is shipped, once for all files that run it, into a folder that goes when they have ended. */
export default async function buildCommand(project: TestProject): Promise<() => void> {
  const folder = join(home, 'node_modules', '.cache', `leven-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  cpSync(join(home, 'package.json'), join(folder, 'package.json'))
  const outDir = join(folder, 'dist')
  const entry = Object.fromEntries(
    Object.entries(config.entry ?? {}).map(([name, path]) => [name, join(home, path)]),
  )
  await build({ ...config, config: false, silent: true, entry, outDir })
  project.provide('command', join(outDir, 'main.js'))
  return () => rmSync(folder, { recursive: true, force: true })
}
