import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from 'tsup'

type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** The file beside a bundle that holds the licences of what it contains. */
export const licencesFile = 'THIRD-PARTY-LICENCES.txt'

/**
 * Writes the licence texts of every package whose code a bundle contains beside it: most licences ask for that. A
 * package without a licence text ends the build.
 */
export const thirdPartyLicences: Plugin = {
  name: 'third-party-licences',
  setup(build) {
    build.initialOptions.metafile = true
    build.onEnd(({ metafile, errors }) => {
      if (!metafile || errors.length > 0) return
      const folders = new Set<string>()
      for (const input of Object.keys(metafile.inputs)) {
        const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]
        if (found !== undefined) folders.add(found)
      }
      const from = build.initialOptions.absWorkingDir ?? process.cwd()
      const parts = [...folders].map((folder) => licenceOf(join(from, folder))).sort()
      const folder = build.initialOptions.outdir ?? '.'
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, licencesFile), [...new Set(parts)].join(`\n${'-'.repeat(78)}\n\n`))
    })
  },
}

function licenceOf(folder: string): string {
  const { name, version, license }: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  if (files.length === 0) throw new Error(`${name} is bundled and has no licence text.`)
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`
}
