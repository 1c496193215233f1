import type { Backend } from '@leven/core'
import type { Checked, CheckProgress } from './bench.ts'

/**
 * Holds a backend against every law of the conformance suite, which is fetched for it.
 * @param runs cases for each law.
 * @throws what `open` throws.
 */
export async function check(
  name: string,
  open: () => Promise<Backend>,
  runs: number,
  heard: (progress: CheckProgress) => void,
): Promise<Checked> {
  const { conform, lawNames } = await import('@leven/conformance')
  const began = performance.now()
  let [done, broken] = [0, 0]
  heard({ done, broken, laws: lawNames.length })
  const report = await conform(name, open, {
    runs,
    // gpu.js compiles a kernel for each shape.
    shapes: name.startsWith('gpujs') ? 'few' : 'any',
    onLaw: ({ passed }) => {
      done++
      if (!passed) broken++
      heard({ done, broken, laws: lawNames.length })
    },
  })
  return { kind: 'checked', report, seconds: (performance.now() - began) / 1000 }
}
