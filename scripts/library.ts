import type { Options } from 'tsup'

/**
 * How the packages are built: an ES module for all, and a CommonJS copy for what cannot require one, as Jest. Node has
 * the ES module from both `import` and `require`, so that no class is there twice.
 */
export const library: Options[] = [
  {
    entry: ['src/index.ts'],
    format: ['esm'],
    platform: 'neutral',
    target: 'es2022',
    sourcemap: true,
  },
  {
    entry: ['src/index.ts'],
    format: ['cjs'],
    platform: 'neutral',
    target: 'es2022',
    shims: true,
    esbuildOptions: (esbuild) => {
      esbuild.supported = { 'dynamic-import': false }
    },
  },
]
