import { activationNames } from '@leven/core'
import * as v from 'valibot'
import { derivedNames } from '../../data/derived.ts'
import { shapeNames } from '../../data/shapes.ts'
import { fitsPage, ranges, type Settings } from '../../settings/settings.ts'

/** What a message that is meant for an embedded page says it is of. */
export const version = 1

const within = ({ least, most }: { readonly least: number; readonly most: number }) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most))

const wholeWithin = (range: { readonly least: number; readonly most: number }) =>
  v.pipe(within(range), v.integer())

/** Settings to begin with; what is missing stays as it is. No other names, no value out of its range. */
const settings = v.strictObject({
  shape: v.exactOptional(v.picklist(shapeNames)),
  noise: v.exactOptional(within(ranges.noise)),
  size: v.exactOptional(wholeWithin(ranges.size)),
  testShare: v.exactOptional(within(ranges.testShare)),
  dataSeed: v.exactOptional(wholeWithin(ranges.dataSeed)),
  derived: v.exactOptional(
    v.pipe(
      v.array(v.picklist(derivedNames)),
      // In the order of the columns.
      v.transform((named) => derivedNames.filter((name) => named.includes(name))),
    ),
  ),
  hidden: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer())),
      v.check((units) => fitsPage(units), 'More units or layers than the page holds'),
    ),
  ),
  activation: v.exactOptional(v.picklist(activationNames)),
  seed: v.exactOptional(wholeWithin(ranges.seed)),
  optimizer: v.exactOptional(v.picklist(['gradientDescent', 'momentum', 'adam'])),
  learningRate: v.exactOptional(within(ranges.learningRate)),
  l2: v.exactOptional(within(ranges.l2)),
  batchSize: v.exactOptional(wholeWithin(ranges.batchSize)),
})

/** Names the message, so that its answer can be told from others; the answer has the same. */
const id = v.exactOptional(v.pipe(v.string(), v.maxLength(100)))
const leven = v.literal(version)

const message = v.variant('type', [
  v.strictObject({ leven, id, type: v.literal('setUp'), settings }),
  v.strictObject({
    leven,
    id,
    type: v.literal('play'),
    pace: v.exactOptional(v.union([v.literal('full'), within({ least: 1, most: 1000 })])),
  }),
  v.strictObject({ leven, id, type: v.literal('pause') }),
  v.strictObject({
    leven,
    id,
    type: v.literal('step'),
    by: v.exactOptional(v.picklist(['instance', 'batch', 'epoch']), 'epoch'),
  }),
  v.strictObject({ leven, id, type: v.literal('state') }),
])

/** What the page around an embedded one may ask of it. */
export type Asked = v.InferOutput<typeof message>

/** What an embedded page tells the one around it. */
export type Told =
  | { readonly leven: typeof version; readonly type: 'ready' }
  | {
      readonly leven: typeof version
      readonly type: 'refused'
      readonly id?: string
      /** Where it is wrong, and what was expected. */
      readonly reason: string
    }
  | {
      readonly leven: typeof version
      readonly type: 'state'
      /** Of the message that this answers; absent where it is told unasked. */
      readonly id?: string
      readonly playing: boolean
      readonly epoch: number
      /** Instances of the next epoch that were learned from. */
      readonly seen: number
      readonly settings: Settings
      readonly cost: { readonly training: number; readonly test: number }
      /** Shares of the points that are right; null in a regression. */
      readonly accuracy: { readonly training: number | null; readonly test: number | null }
    }

/**
 * Reads a message.
 * @returns what it asks; why it is refused; or undefined where it is none of ours.
 */
export function readMessage(
  data: unknown,
): Asked | { readonly refused: string; readonly id?: string } | undefined {
  if (typeof data !== 'object' || data === null || !('leven' in data)) return undefined
  const read = v.safeParse(message, data)
  if (read.success) return read.output
  const [issue] = read.issues
  const place = v.getDotPath(issue)
  const reason = place ? `${place}: ${issue.message}` : issue.message
  return 'id' in data && typeof data.id === 'string' ? { refused: reason, id: data.id } : { refused: reason }
}
