// Prints the digest in whichever runtime runs it, on the mode of the first argument; scripts/same-bits.mjs bundles it.
import { openCpuBackend } from '../src/index.ts'
import { digestOfRandomRecipes } from './random-recipes.ts'

const on = await openCpuBackend(process.argv[2] ?? 'wasm')
console.log(await digestOfRandomRecipes(on))
await on.close()
