import { linkOf } from '../../session/address.ts'
import { settings } from '../../session/session.ts'
import { view } from '../../settings/view.ts'
import { embeddedTexts } from '../../texts/embedded.ts'

/** The way from an embedded page to the whole one, as it is set. */
export function WholePage() {
  // The link is of the settings, which it reads again when they change.
  settings.value
  return (
    <footer class="whole-page">
      <a href={linkOf({ ...view.value, embed: undefined })} target="_blank" rel="noopener">
        {embeddedTexts().whole}
      </a>
    </footer>
  )
}
