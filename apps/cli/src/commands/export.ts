import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ExportTarget, exportModel } from '@leven/export'
import { openBackend } from '../backends.ts'
import type { ExportCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { looksLikeExport } from '../export-kind.ts'
import { readModel } from '../model-input.ts'
import { type OutputFile, reserveOutput } from '../output-file.ts'
import { print, printJson } from '../terminal.ts'

/**
 * `leven export`: writes a model for another world.
 * @returns the exit status.
 */
export async function exportCommand(path: string, options: ExportCommandOptions): Promise<number> {
  const on = await openBackend(options.backend)
  try {
    const model = await readModel(path, on)
    const { to, dialect = 'duckdb', table = 'data', id } = options
    const files = await exportModel(model, to, { dialect, table, ...(id && { id }) })
    const [first] = files
    const stem = stemOf(path, options.out, first?.ending ?? '')
    const paths = files.map(({ ending }, i) => (i === 0 && options.out ? options.out : `${stem}${ending}`))
    const rules = {
      isOurs: looksLikeExport,
      ours: 'export of Leven',
      inputs: async () => [path],
      force: options.force,
    }
    const outputs: OutputFile[] = []
    for (const one of paths) outputs.push(await reserveOutput(one, { ...rules, others: outputs }))
    for (const [i, output] of outputs.entries()) await output.write(files[i]?.bytes ?? new Uint8Array(0))
    if (options.json) printJson({ model: path, to, files: paths })
    else for (const line of [...paths.map((one) => `Wrote ${one}.`), howTo(to, paths, dialect)]) print(line)
    return exitStatus.done
  } finally {
    await on.close()
  }
}

/** What the names of further files begin with: the first one's, without what it ends with. */
function stemOf(model: string, out: string | undefined, ending: string): string {
  if (out === undefined) return basename(model).replace(/\.safetensors$/, '')
  const [name, folder] = [basename(out), dirname(out)]
  const end = name.endsWith(ending) ? ending : (/\.[^.]*$/.exec(name)?.[0] ?? '')
  return join(folder, end === '' ? name : name.slice(0, -end.length))
}

/** How the golden rows are tried where the export is used. */
function howTo(to: ExportTarget, [first = '', second = '']: readonly string[], dialect: string): string {
  switch (to) {
    case 'onnx':
      return 'Its golden rows, with bounds, are in the metadata as leven.golden.'
    case 'js':
      return `Prove it where it runs: node -e "import('${pathToFileURL(resolve(first))}').then((model) => console.log(model.selfTest()))"`
    case 'html':
      return 'The page proves itself when it is opened.'
    case 'sql':
      return `Prove it where it runs: run ${second} in ${dialect}; both numbers are equal.`
    case 'python':
      return `Prove it where it runs: python3 ${first}`
    default:
      return to satisfies never
  }
}
