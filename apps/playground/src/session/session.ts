import type { DataSource } from '../data/data-source.ts'
import { readLink } from '../settings/page-link.ts'
import { saysSettings, writePermalink } from '../settings/permalink.ts'
import { readView, setView, view } from '../settings/view.ts'
import { pageTexts } from '../texts/page.ts'
import { currentLink, linkCarriesData, watchAddress } from './address.ts'
import { change, learnFrom, startOver } from './changing.ts'
import { beginAt } from './course.ts'
import { enlargePointed } from './enlarging.ts'
import { recall } from './remembered.ts'
import { notice, settingsNow, sourceNow } from './state.ts'
import { watch } from './trainer.ts'

export { currentLink, dataOfEntry, linkCarriesData, look, settingsLink, writeLink } from './address.ts'
export { change, goOnFrom, learnFrom, plot, startOver } from './changing.ts'
export {
  back,
  computeOn,
  edit,
  pause,
  play,
  reset,
  seek,
  setPace,
  stepAlone,
  stepBy,
  stepWith,
} from './playing.ts'
export { forgetData } from './remembered.ts'
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
 * @param fetchData finds data that this tab kept before, by the name that an entry of the history gives them.
 * @param spellOut writes the whole link of a lesson where the address only names it, or a step of it.
 */
export function start(
  goOn: () => boolean,
  fetchData: (name: string) => Promise<DataSource | undefined>,
  spellOut: () => void,
): void {
  void watch()
  enlargePointed()
  const { refused } = readLink(location.hash)
  if (refused.length > 0) notice.value = pageTexts().refused(refused.join(', '))
  if (!goOn()) beginAt(location.hash)
  const isBare = () => readView(location.hash).lesson && !saysSettings(location.hash)
  watchAddress((data, isShown) => {
    if (isBare()) spellOut()
    else follow(data, isShown)
  }, fetchData)
  if (isBare()) spellOut()
}

/** Sets the page up as the address says, where it was changed by a link, by hand, or by Back and Forward. */
function follow(data: string | undefined, isShown: boolean): void {
  const { hash } = location
  const { settings: asked, refused, points } = readLink(hash)
  const next = readView(hash)
  const entered = next.lesson !== undefined && next.lesson !== view.value.lesson
  setView(next)
  notice.value = ''
  const { shape: _, ...others } = asked
  const isChanged = writePermalink(asked) !== writePermalink(settingsNow.value)
  // To undo a setting loses no data: not the drawn points that are there, nor those that no link brings back.
  const brought = data && !isShown ? recall(data) : undefined
  const isSameData = points
    ? pointsOf(hash) === pointsOf(currentLink())
    : Boolean(data) && !brought && !linkCarriesData.value
  const leaves = !isSameData && (sourceNow.value.kind === 'drawn' || data !== undefined)
  if (points && !isSameData) learnFrom(points, asked)
  else if (brought) learnFrom(brought, asked)
  else if (entered) startOver(asked)
  else if (isChanged || leaves) change(isSameData ? others : asked)
  if (refused.length > 0) notice.value = pageTexts().refused(refused.join(', '))
  if (hash.includes('state=')) beginAt(hash)
}

function pointsOf(link: string): string | null {
  return new URLSearchParams(link.replace(/^#/, '')).get('points')
}
