import type { Problem } from '../data/problem.ts'
import type { OptimizerName, Settings } from '../settings/settings.ts'
import type { Departure, Frame } from '../training/frame.ts'

/** The optimizers as the command line calls them. */
export const optimizers: Readonly<Record<OptimizerName, string>> = {
  gradientDescent: 'gradient-descent',
  momentum: 'momentum',
  adam: 'adam',
}

const reasons: Readonly<Record<Departure, string>> = {
  opened: 'it began with weights from a file or a link',
  edit: 'a weight was changed by hand',
  data: 'points were drawn on the way',
  fork: 'it forked from an earlier moment',
  rules: 'it changed how it learns on the way',
  instance: 'it stepped through single instances',
  backend: 'another backend than cpu computed a part of it',
  'own code': 'your own code took a part of its steps',
}

/** Why the command line would not repeat the run as it stands; undefined where it would. */
export function departureWords({ departure, epoch, seen }: Frame): string | undefined {
  if (departure) return `No command repeats this run: ${reasons[departure]}. Reset, and train again.`
  if (seen > 0) return 'A command trains whole epochs. Finish this one.'
  if (epoch === 0) return 'Train for an epoch or more; then a command repeats the run.'
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
