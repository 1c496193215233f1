import { openBackend } from '../backends.ts'
import type { ConformCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { print, printJson, tell } from '../terminal.ts'

/**
 * `leven conform`: tries a backend against every law.
 * @returns the exit status: 1 where a law is broken.
 */
export async function conformCommand(backend: string, options: ConformCommandOptions): Promise<number> {
  const { conform, formatReport } = await import('@leven/conformance')
  const interactive = process.stderr.isTTY
  const report = await conform(backend, () => openBackend(backend), {
    ...(options.runs !== undefined && { runs: options.runs }),
    ...(options.thorough && { thorough: true }),
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(interactive && { onLaw: ({ law, passed }) => tell(`${passed ? 'holds' : 'BROKEN'}  ${law}`) }),
  })
  if (options.json) printJson(report)
  else for (const line of formatReport(report).split('\n')) print(line)
  return report.passed ? exitStatus.done : exitStatus.failed
}
