import { describe, type ModelDescription } from '@leven/model'
import { type FeatureColumn, inWords } from '@leven/tabular'
import { openBackend } from '../backends.ts'
import type { InspectCommandOptions } from '../command-options.ts'
import { exitStatus } from '../exit-status.ts'
import { describeTarget, shortList, significant } from '../metrics-text.ts'
import { readModel } from '../model-input.ts'
import { print, printJson, styled } from '../terminal.ts'
import { facts, textTable } from '../text-table.ts'

/** Columns and options shown; the rest is counted. `--json` has all. */
const mostShown = 40

/**
 * `leven inspect`: verifies a model file and shows what is in it.
 * @returns the exit status.
 */
export async function inspectCommand(path: string, options: InspectCommandOptions): Promise<number> {
  const on = await openBackend(options.backend, options)
  try {
    const description = await describe(await readModel(path, on))
    const verified = { backend: on.info.name, goldenRows: description.goldenRows }
    if (options.json) printJson({ model: path, ...description, verified })
    else printDescription(path, description, on.info.name)
    return exitStatus.done
  } finally {
    await on.close()
  }
}

function printDescription(path: string, model: ModelDescription, backend: string): void {
  const { training, target, features } = model
  const { curve, rows } = training
  const last = curve.points.findLast(({ epoch }) => epoch <= curve.bestEpoch)
  const unseen = training.members ? 'judged out of fold' : 'held out'
  const held = rows.validation > 0 ? `, ${rows.validation} ${unseen}` : ''
  const costs = last
    ? `${last.cost === null ? '' : `, cost ${significant(last.cost)}`}${last.validationCost === null ? '' : `, ${training.members ? 'out of fold' : 'validation'} ${significant(last.validationCost)}`}`
    : ''
  section(
    'Model',
    facts([
      ['file', path],
      ['format', model.format],
      ['verified', `schema, hash, shapes and ${model.goldenRows} golden rows, on ${backend}`],
      ['task', describeTarget(target)],
      ['parameters', `${model.parameters}, sha256 ${model.parametersSha256}`],
    ]),
  )
  section(
    'Network',
    textTable([
      ['layer', 'inputs', 'units', 'function', 'parameters'],
      ...model.layers.map(({ inputs, units, activation, parameters }, index) => [
        String(index + 1),
        String(inputs),
        String(units),
        activation,
        String(parameters),
      ]),
    ]),
  )
  section(`Columns (${features.length}, encoded to ${model.inputs.length} inputs)`, [
    ...facts(
      features.slice(0, mostShown).map((feature) => [feature.name, describeFeature(feature)] as const),
    ),
    ...(features.length > mostShown ? [`and ${features.length - mostShown} more; --json shows all`] : []),
    ...(model.ignored.length > 0 ? [`ignored: ${shortList(model.ignored)}`] : []),
    ...(model.weightColumn === null ? [] : [`sample weights: ${model.weightColumn}`]),
  ])
  section(
    'Training',
    facts([
      ['rows', `${rows.training} trained on${held}`],
      [
        'epochs',
        `${curve.epochs}${curve.bestEpoch === curve.epochs ? '' : `, the parameters of epoch ${curve.bestEpoch}`}${costs}`,
      ],
      ['seed', String(training.seed)],
      ['backend', `${training.backend.name}: ${training.backend.device}`],
      ...Object.entries(training.options).flatMap(([name, value]) =>
        name === 'reproducible' ||
        value === null ||
        (Array.isArray(value) && value.length === 0 && name !== 'hidden')
          ? []
          : [[`--${name}`, Array.isArray(value) ? value.join(',') || 'none' : String(value)] as const],
      ),
      [
        'versions',
        Object.entries(training.versions)
          .map((pair) => pair.join(' '))
          .join(', '),
      ],
    ]),
  )
}

function section(title: string, lines: readonly string[]): void {
  if (title !== 'Model') print('')
  print(styled('heading', title))
  for (const line of lines) print(`  ${line}`)
}

function describeFeature(feature: FeatureColumn): string {
  switch (feature.kind) {
    case 'number': {
      const bins = feature.robust ? Math.max(0, feature.robust.edges.length - 1) : 0
      const robust = feature.robust ? `, clipped${bins > 0 ? `, ${bins} bins` : ''}` : ''
      const missing = feature.missingIndicator
        ? `, missing becomes ${significant(feature.median)} and an input of its own`
        : ''
      const written = feature.notation ? ` written with ${inWords(feature.notation)}` : ''
      return `number${written}, mean ${significant(feature.mean)}, standard deviation ${significant(feature.standardDeviation)}${robust}${missing}`
    }
    case 'category':
      return `category of ${feature.levels.length}: ${shortList(feature.levels)}${feature.other ? ', or another' : ''}${feature.missingLevel ? ', or missing' : ''}`
    case 'date': {
      const zone = feature.zoned ? ' with zones' : ''
      return `date${zone}, seen by ${feature.parts.join(', ')}${feature.missingIndicator ? ', or missing' : ''}`
    }
    default:
      return feature satisfies never
  }
}
