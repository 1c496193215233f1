import { announcerTexts } from '../texts/announcer.ts'
import { decimalMark } from '../texts/language.ts'
import { whole } from '../texts/numbers.ts'
import type { Frame } from '../training/frame.ts'

/** A moment of a run in sentences, to be read aloud. */
export function summary(now: Frame, labels: readonly string[]): string {
  const t = announcerTexts()
  const { training, test, epoch, seen, instances, picture, network } = now
  const { score } = test
  const right =
    score.kind === 'classes'
      ? t.right(spokenShare(score.accuracy))
      : t.r2(score.r2 === null ? t.undefined : spoken(score.r2))
  return [
    now.playing ? t.training : t.paused,
    seen > 0 ? t.within(whole(epoch), whole(seen), whole(instances)) : t.epoch(whole(epoch)),
    t.costs(spoken(training.cost), spoken(test.cost)),
    right,
    boundary(picture.prediction.T, network.sizes.at(-1) ?? 1, labels),
  ].join(' ')
}

/** How the plane is divided. */
function boundary(T: ArrayLike<number>, outputs: number, labels: readonly string[]): string {
  if (labels.length === 0) return ''
  const counts = labels.map(() => 0)
  for (let start = 0; start < T.length; start += outputs) {
    let best = outputs === 1 && (T[start] ?? 0) > 0.5 ? 1 : 0
    for (let k = 1; k < outputs; k++) if ((T[start + k] ?? 0) > (T[start + best] ?? 0)) best = k
    counts[best] = (counts[best] ?? 0) + outputs / T.length
  }
  return announcerTexts().plane(
    labels.map((label, k) => `${label} ${spokenShare(counts[k] ?? 0)}`).join(', '),
  )
}

/** A number to be read aloud: three significant digits, a plain minus, and powers of ten in words. */
function spoken(value: number): string {
  const t = announcerTexts()
  if (!Number.isFinite(value)) return t.notANumber
  const [text = '', power] = value.toPrecision(3).split('e')
  const digits = text.replace('.', decimalMark())
  return power === undefined ? digits : t.timesTenTo(digits, Number(power))
}

/** A share to be read aloud: whole per cents, and never all or nothing where it is not. */
function spokenShare(share: number): string {
  const t = announcerTexts()
  if (share > 0 && share < 0.01) return t.underOne
  if (share < 1 && share > 0.99) return t.over99
  return t.perCent(Math.round(100 * share))
}
