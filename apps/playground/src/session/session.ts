import { proxy } from 'comlink'
import { readLink } from '../settings/page-link.ts'
import { writePermalink } from '../settings/permalink.ts'
import { readView, setView, view } from '../settings/view.ts'
import { pageTexts } from '../texts/page.ts'
import { change, learnFrom, startOver } from './changing.ts'
import { beginAt } from './course.ts'
import { notice, settingsNow, sourceNow } from './state.ts'
import { take, trainer } from './trainer.ts'

export { currentLink, linkCarriesData, look, settingsLink, writeLink } from './address.ts'
export { change, goOnFrom, learnFrom, plot, startOver } from './changing.ts'
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
 * @param goOn goes on with what this tab kept before it was loaded again; returns whether it could.
 */
export function start(goOn: () => boolean): void {
  void trainer.watch(proxy(take))
  const { refused } = readLink(location.hash)
  if (refused.length > 0) notice.value = pageTexts().refused(refused.join(', '))
  if (!goOn()) beginAt(location.hash)
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
    if (refused.length > 0) notice.value = pageTexts().refused(refused.join(', '))
    if (hash.includes('state=')) beginAt(hash)
  })
}
