import type { DataSource } from '../data/data-source.ts'
import { forTraining, type Problem } from '../data/problem.ts'
import { rescalingOf } from '../learner/rescaling-of.ts'
import { type LearningSettings, networkOf, optimizerOf, type Settings } from '../settings/settings.ts'
import { pageTexts } from '../texts/page.ts'
import type { SetUp } from '../training/protocol.ts'
import { blockedNow, notice, problemNow, selection, settingsNow, sourceNow } from './state.ts'
import { tell } from './told.ts'
import { trainer } from './trainer.ts'

/** How the session stands with the worker; for the session alone to change. */
export const course: {
  /** The problem that the worker has, or is on its way to. */
  sent: Problem
  /** While the worker is on its way to points that are drawn. */
  following: Promise<void> | undefined
  /** Whether it was playing when the points that were left could not be learned. */
  resumes: boolean
} = { sent: problemNow.value, following: undefined, resumes: false }

/** The settings that can change while it learns. */
export function learning({ optimizer, learningRate, l2, batchSize }: Settings): LearningSettings {
  return { optimizer, learningRate, l2, batchSize }
}

/** Begins with the state of a link, or says that it is of another run. What reads it is fetched for such links alone. */
export function beginAt(hash: string): void {
  const text = new URLSearchParams(hash.replace(/^#/, '')).get('state')
  if (text === null) {
    begin()
    return
  }
  const beginWith = ({ readState }: typeof import('../learner/state-link.ts')) => {
    const network = networkOf(settingsNow.value, problemNow.value)
    const { instances } = problemNow.value.trainingData
    const from = readState(text, network, optimizerOf(settingsNow.value), instances)
    if (!from) notice.value = `${notice.value} ${pageTexts().unfitState}`.trim()
    begin(from && { from, departure: 'opened' })
  }
  // vite:preloadError has told the reader where it could not be fetched.
  void import('../learner/state-link.ts').then(beginWith, () => begin())
}

/** Begins a run of the settings and the problem as they are. */
export function begin(at: Pick<SetUp, 'parameters' | 'from' | 'departure'> = {}): void {
  const { hidden, activation, seed } = settingsNow.value
  const network = { hidden, activation, seed }
  const set = { problem: forTraining(problemNow.value), network, learning: learning(settingsNow.value) }
  selection.value = { kind: 'instance', index: 0 }
  course.sent = problemNow.value
  void trainer.setUp({ ...set, ...at })
}

/** Lets training follow the points that are drawn. While the worker is busy with some, only the newest wait. */
export function follow(): Promise<void> {
  const run = async () => {
    await Promise.resolve()
    while (course.sent !== problemNow.value) {
      const [before, next] = [course.sent, problemNow.value]
      course.sent = next
      await trainer.learnOn(forTraining(next), rescalingOf(before, next))
    }
    course.following = undefined
  }
  course.following ??= run()
  return course.following
}

/** Says so where there is nothing to learn from. */
export function isStuck(): boolean {
  notice.value = blockedNow.value || notice.value
  return blockedNow.value !== ''
}

/** Takes other data, with the problem that was made of them. */
export function setSource(from: DataSource, made: Problem): void {
  sourceNow.value = from
  problemNow.value = made
}

/** Says what went wrong, where something does. */
export function attempt(work: () => void): boolean {
  try {
    work()
    notice.value = ''
    return true
  } catch (error) {
    void tell(error)
    return false
  }
}
