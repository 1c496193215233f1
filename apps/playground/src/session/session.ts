import { proxy } from 'comlink'
import type { Kept } from '../keeping/store.ts'
import { readLink } from '../settings/page-link.ts'
import { writePermalink } from '../settings/permalink.ts'
import { readView, setView, view } from '../settings/view.ts'
import { change, learnFrom, startOver } from './changing.ts'
import { beginAt } from './course.ts'
import { goOnWith } from './going-on.ts'
import { notice, settingsNow, sourceNow } from './state.ts'
import { take, trainer } from './trainer.ts'

export { currentLink, linkCarriesData, look, settingsLink, writeLink } from './address.ts'
export { change, goOnFrom, learnFrom, plot, startOver } from './changing.ts'
export { goOnWith, keepable, standing, stateLink } from './going-on.ts'
export { computeOn, edit, pause, play, reset, seek, setPace, stepAlone, stepBy, stepWith } from './playing.ts'
export { redraw, settle } from './sketching.ts'
export {
  blocked,
  chosenBackend,
  dismissKept,
  fault,
  frame,
  framesPerSecond,
  highlighted,
  keptHere,
  notice,
  opened,
  openingBackend,
  pace,
  playing,
  problem,
  selection,
  settings,
  source,
} from './state.ts'
export { told } from './told.ts'

/**
 * Starts the worker. To be called once.
 * @param kept what this tab kept before it was loaded again, at the same address.
 */
export function start(kept?: Kept): void {
  void trainer.watch(proxy(take))
  if (kept?.run.hash !== location.hash || !goOnWith(kept)) beginAt(location.hash)
  addEventListener('hashchange', () => {
    const { hash } = location
    const { settings: asked, refused, points } = readLink(hash)
    const next = readView(hash)
    const entered = next.lesson !== undefined && next.lesson !== view.value.lesson
    setView(next)
    notice.value = ''
    const others = writePermalink(asked) !== writePermalink(settingsNow.value)
    if (points) learnFrom(points, asked)
    else if (entered) startOver(asked)
    else if (others || sourceNow.value.kind === 'drawn') change(asked)
    if (refused.length > 0) notice.value = `The link's ${refused.join(', ')} could not be used.`
    if (hash.includes('state=')) beginAt(hash)
  })
}
