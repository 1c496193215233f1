// Installs the packed packages with plain npm, as users do, and runs the READMEs' programs in what users have.
// `npm run consumers` tries all; names after `--` only these. What is built is packed: run `pnpm run build` first.
import { consumers } from './consumers.mjs'
import { pack } from './workbench.mjs'

const names = process.argv.slice(2)
const unknown = names.filter((name) => !Object.hasOwn(consumers, name))
if (unknown.length > 0) {
  console.error(`There is no consumer ${unknown.join(', ')}. There are ${Object.keys(consumers).join(', ')}.`)
  process.exit(2)
}
const tarballs = await pack()
let failed = 0
for (const name of names.length > 0 ? names : Object.keys(consumers)) {
  const began = Date.now()
  try {
    const found = await consumers[name](tarballs)
    console.log(`works  ${name} (${((Date.now() - began) / 1000).toFixed(0)} s)${found ? `: ${found}` : ''}`)
  } catch (error) {
    failed++
    console.log(`FAILS  ${name}\n${error instanceof Error ? error.message : error}`)
  }
}
console.log(failed === 0 ? 'all work' : `${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
