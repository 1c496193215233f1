import type { Problem } from '../data/problem.ts'
import type { OptimizerName, Settings } from '../settings/settings.ts'
import { sharingTexts } from '../texts/sharing.ts'
import type { Frame } from '../training/frame.ts'

/** The optimizers as the command line calls them. */
export const optimizers: Readonly<Record<OptimizerName, string>> = {
  gradientDescent: 'gradient-descent',
  momentum: 'momentum',
  adam: 'adam',
}

/** Why the command line would not repeat the run as it stands; undefined where it would. */
export function departureWords({ departure, epoch, seen }: Frame): string | undefined {
  const t = sharingTexts()
  if (departure) return t.noCommand(t.reasons[departure])
  if (seen > 0) return t.wholeEpochs
  if (epoch === 0) return t.trainFirst
  return undefined
}

/** The line that repeats a run of so many epochs, on the CSV of its points. */
export function trainCommand(settings: Settings, epochs: number, problem: Problem): string {
  const { hidden, activation, optimizer, learningRate, l2, batchSize, testShare, seed } = settings
  const { table, encoder, askedTask } = problem
  const options = [
    ['target', encoder.target.name],
    ...(askedTask ? ([['task', askedTask]] as const) : []),
    ['hidden', hidden.join(',') || 'none'],
    ['activation', activation],
    ['optimizer', optimizers[optimizer]],
    ['learning-rate', learningRate],
    ['epochs', epochs],
    ['batch-size', batchSize || 'full'],
    ['l2', l2],
    ['validation', testShare],
    ['patience', 0],
    ['seed', seed],
  ] as const
  // The page keeps its rate whatever comes of it.
  return `leven train ${quoted(table.source)} ${options.map(([name, value]) => `--${name} ${quoted(String(value))}`).join(' ')} --no-retry`
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return /^[\w.,/+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
