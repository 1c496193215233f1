import { unkept } from '../panels/keeping/keeping-parts.tsx'
import { linkCarriesData } from '../session/session.ts'

/**
 * Asks before the page is left, or loaded again, with data that no link brings back and that this browser has not
 * kept: a table that was brought, or more drawn points than fit a link. To be called once.
 */
export function warnBeforeLoss(): void {
  addEventListener('beforeunload', (event) => {
    if (!linkCarriesData.value && unkept()) event.preventDefault()
  })
}
