// Packs every public package, and makes fresh folders that have them from plain npm.
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const place = mkdtempSync(join(tmpdir(), 'leven-consumers-'))
process.on('exit', () => rmSync(place, { recursive: true, force: true }))

/** Runs a program and gives what it printed; what it complained about is the error. */
export async function run(folder, program, ...words) {
  try {
    const { stdout } = await promisify(execFile)(program, words, { cwd: folder, maxBuffer: 1 << 26 })
    return stdout
  } catch (error) {
    throw new Error(`${program} ${words.join(' ')}\n${error.stdout ?? ''}${error.stderr ?? error.message}`)
  }
}

/** The tarball of every public package, by its name. */
export async function pack() {
  const tarballs = {}
  for (const parent of ['packages', 'apps']) {
    for (const name of readdirSync(join(root, parent))) {
      const folder = join(root, parent, name)
      const { name: id, private: hidden } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      if (hidden) continue
      tarballs[id] = join(place, `${name}.tgz`)
      await run(folder, 'npx', '--yes', '--loglevel=error', 'pnpm@12.21.0', 'pack', '--out', tarballs[id])
    }
  }
  return tarballs
}

/** The packages that a library's user installs; the rest comes with them. */
export const libraries = ['core', 'backend-cpu', 'tabular', 'model', 'leven', 'export'].map(
  (n) => `@leven/${n}`,
)

/** A fresh folder with files in it and packages from npm. */
export async function fresh(
  name,
  tarballs,
  { files = {}, packages = [], ours = libraries, type = 'module' },
) {
  const folder = join(place, name.replaceAll(/\W/g, '-'))
  write(folder, { 'package.json': JSON.stringify({ private: true, type }), ...files })
  await run(
    folder,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--prefer-offline',
    ...ours.map((id) => tarballs[id]),
    ...packages,
  )
  return folder
}

function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
