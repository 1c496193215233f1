import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
// @boundaries-ignore builds share it, no code does
import { compileAssembly } from '../../../scripts/compile-assembly.mjs'

await compileAssembly({
  asc,
  root: fileURLToPath(new URL('..', import.meta.url)),
  flags: ['--initialMemory', '4'],
  text: (binary) => `export const wasmBase64: string =\n  '${Buffer.from(binary).toString('base64')}'\n`,
})
