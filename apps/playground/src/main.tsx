import { render } from 'preact'
import './tokens.css'
import './base.css'
import './page.css'
import { speakAsAsked } from './page/asked.ts'
import { warnBeforeLoss } from './page/leaving.ts'
import { Page } from './page/Page.tsx'
import { watchShortcuts } from './page/shortcuts.ts'
import { styled } from './page/styled.ts'
import { watchTheme } from './painting/palette.ts'
import { watchForTables } from './panels/csv/intake.ts'
import { converseIfEmbedded } from './panels/embedding/embedded.ts'
import { startAndKeep } from './panels/keeping/keeping-parts.tsx'
import { notice } from './session/session.ts'
import { pageTexts } from './texts/page.ts'

const root = document.getElementById('page')
if (root) {
  // Parts are fetched when they are wanted, and the host may be out of reach by then.
  addEventListener('vite:preloadError', () => {
    notice.value = pageTexts().partMissing
  })
  // First, since a page that has loaded says so no more.
  await styled()
  await speakAsAsked()
  watchTheme()
  // Who asks for forced colours asks for them everywhere, not in the middle of a visit.
  if (matchMedia('(forced-colors:active)').matches) void import('./page/forced-colors.css')
  render(<Page />, root)
  void startAndKeep(() => {
    const { hash } = location
    // vite:preloadError has told the reader where it could not be fetched.
    import('./panels/lessons/spelled-out.ts').then(
      ({ spellOut }) => spellOut(hash),
      () => undefined,
    )
  })
  void converseIfEmbedded()
  watchForTables()
  warnBeforeLoss()
  watchShortcuts()
  addEventListener(
    'focusin',
    ({ target }) => {
      const place = document.createRange()
      if (target instanceof Node) place.setStartBefore(target)
      void import('./page/staying-focus.ts').then(({ keepFocus }) => keepFocus(target, place))
    },
    { once: true },
  )
}
