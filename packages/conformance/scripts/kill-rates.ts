import { conform } from '../src/index.ts'
import { openFloat32 } from '../test/float32-backend.ts'
import { everyMutant } from '../test/mutants/every-mutant.ts'

/**
 * Tries every mutant on each seed given, 1 without, and prints how many were rejected by group. Only the laws of its group
 * are tried on a mutant, so the whole suite rejects no fewer.
 *
 *     npx tsx --conditions=@leven/source packages/conformance/scripts/kill-rates.ts 1 2 3
 */
const seeds = process.argv.slice(2).map(Number)
const groups = new Map<string, { mutants: number; tried: number; rejected: number }>()
const survivors: string[] = []

for (const { name, group, laws, thorough = false, mutation } of everyMutant) {
  const row = groups.get(group) ?? { mutants: 0, tried: 0, rejected: 0 }
  groups.set(group, row)
  row.mutants++
  for (const seed of seeds.length > 0 ? seeds : [1]) {
    const report = await conform('mutant', () => openFloat32(mutation()), {
      seed,
      laws,
      thorough,
      bail: true,
    })
    row.tried++
    if (report.passed) survivors.push(`${name} (${group}, seed ${seed})`)
    else row.rejected++
  }
}

console.log('| group | mutants | rejected |\n| --- | --- | --- |')
for (const [group, { mutants, tried, rejected }] of groups)
  console.log(`| ${group} | ${mutants} | ${rejected} of ${tried} |`)
const all = [...groups.values()]
const total = (of: (row: (typeof all)[number]) => number) => all.reduce((sum, row) => sum + of(row), 0)
console.log(
  `| all | ${total((row) => row.mutants)} | ${total((row) => row.rejected)} of ${total((row) => row.tried)} |`,
)
for (const survivor of survivors) console.log(`survives: ${survivor}`)
