import { defaultClientConditions, defineConfig } from 'vite'

export default defineConfig({
  // Works from any URL path.
  base: './',
  resolve: { conditions: ['@leven/source', ...defaultClientConditions] },
  build: { target: 'es2022' },
  worker: { format: 'es' },
})
