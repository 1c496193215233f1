// Compiles assembly/*.ts to WebAssembly, as base64 in src/generated/kernels.ts. Does nothing if it was made from the
// same sources, flags and compiler. Safe to run several times at once.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const root = fileURLToPath(new URL('..', import.meta.url))
const flags = '-O3 --noAssert --runtime stub --enable simd --initialMemory 4'.split(' ')
const names = (await readdir(`${root}assembly`)).filter((name) => name.endsWith('.ts')).sort()
const sources = new Map()
for (const name of names) sources.set(name, await readFile(`${root}assembly/${name}`, 'utf8'))
const content = JSON.stringify([asc.version, flags, ...sources])
const stamp = `// sha256 ${createHash('sha256').update(content).digest('hex')}`
const target = `${root}src/generated/kernels.ts`

const current = await readFile(target, 'utf8').catch(() => '')
if (!current.startsWith(stamp)) {
  let binary
  const { error, stderr } = await asc.main(['kernels.ts', '-o', 'kernels.wasm', ...flags], {
    readFile: (name) => sources.get(name) ?? null,
    writeFile: (_name, data) => {
      binary = data
    },
    listFiles: () => [],
  })
  if (error) {
    console.error(stderr.toString())
    process.exit(1)
  }
  const base64 = Buffer.from(binary).toString('base64')
  await mkdir(`${root}src/generated`, { recursive: true })
  const beside = `${target}.${process.pid}`
  await writeFile(beside, `${stamp}\nexport const wasmBase64: string =\n  '${base64}'\n`)
  await rename(beside, target)
}
