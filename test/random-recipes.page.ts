// What a page does that trains forty random recipes: bundled and served by the test beside it.
import { openCpuBackend } from '../packages/backend-cpu/src/index.ts'
import { digestOfRandomRecipes } from '../packages/backend-cpu/test/random-recipes.ts'

declare global {
  interface Window {
    /** Trains; resolves to the sha256 of what the recipes end in. */
    trainRandomRecipes: () => Promise<string>
  }
}

window.trainRandomRecipes = async () => {
  const on = await openCpuBackend()
  const digest = await digestOfRandomRecipes(on)
  await on.close()
  return digest
}
