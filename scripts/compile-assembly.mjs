import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'

/**
 * Compiles assembly/*.ts of a package to WebAssembly, and writes src/generated/kernels.ts, which holds it as text so
 * that any bundle does. Does nothing if that was made from the same sources, flags, compiler and `beside`. Safe to run
 * several times at once: files are written beside and renamed.
 * @param {object} of
 * @param {object} of.asc the package's AssemblyScript.
 * @param {string} of.root the package's folder, with a slash at its end.
 * @param {readonly string[]} of.flags of the compiler, beside -O3 without assertions, with SIMD.
 * @param {(binary: Uint8Array) => string} of.text what kernels.ts holds.
 * @param {string} [of.beside] whatever else decides its text.
 * @param {boolean} [of.binary] whether kernels.wasm is written too, for hosts that import it.
 */
export async function compileAssembly({ asc, root, flags, text, beside = '', binary = false }) {
  const all = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', ...flags]
  const names = (await readdir(`${root}assembly`)).filter((name) => name.endsWith('.ts')).sort()
  const sources = new Map()
  for (const name of names) sources.set(name, await readFile(`${root}assembly/${name}`, 'utf8'))
  const content = JSON.stringify([asc.version, all, beside, String(text), ...sources])
  const stamp = `// sha256 ${createHash('sha256').update(content).digest('hex')}`
  const target = `${root}src/generated/kernels.ts`
  const compiled = `${root}src/generated/kernels.wasm`

  const current = await readFile(target, 'utf8').catch(() => '')
  if (current.startsWith(stamp) && (!binary || existsSync(compiled))) return
  const wasm = await compile(asc, sources, all)
  await mkdir(`${root}src/generated`, { recursive: true })
  const replace = async (file, written) => {
    await writeFile(`${file}.${process.pid}`, written)
    await rename(`${file}.${process.pid}`, file)
  }
  await replace(target, `${stamp}\n${text(wasm)}`)
  if (binary) await replace(compiled, wasm)
}

/** Ends the process where the compiler refuses. */
async function compile(asc, sources, flags) {
  let wasm
  const { error, stderr } = await asc.main(['kernels.ts', '-o', 'kernels.wasm', ...flags], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_name, data) => {
      wasm = data
    },
    listFiles: () => [],
  })
  if (!error) return wasm
  console.error(stderr.toString())
  process.exit(1)
}
