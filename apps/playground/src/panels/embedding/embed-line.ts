import { linkOf } from '../../session/address.ts'
import { type Panel, view } from '../../settings/view.ts'

/** The usual height of an embedded page, in pixels: the plane and its controls in a column of 400. */
const usualHeight = 720

/** The line of HTML that shows these panels, as the page is set now, in a page of someone else. */
export function embedLine(panels: readonly Panel[]): string {
  const address = linkOf({ ...view.value, embed: panels }).replaceAll('&', '&amp;')
  return `<iframe src="${address}" title="Leven" width="100%" height="${usualHeight}" allow="clipboard-write" loading="lazy" style="border: 0"></iframe>`
}
