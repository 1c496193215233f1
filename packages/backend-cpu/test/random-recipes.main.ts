// Prints the digest in whichever runtime runs it; scripts/same-bits.mjs bundles it.
import { openCpuBackend } from '../src/index.ts'
import { digestOfRandomRecipes } from './random-recipes.ts'

const on = await openCpuBackend('wasm')
console.log(await digestOfRandomRecipes(on))
await on.close()
