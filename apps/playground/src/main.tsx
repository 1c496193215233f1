import { render } from 'preact'
import './tokens.css'
import './base.css'
import './page.css'
import { watchForTables } from './csv/intake.ts'
import { watchTheme } from './drawing/palette.ts'
import { Page } from './page/Page.tsx'
import { start } from './page/session.ts'

const root = document.getElementById('page')
if (root) {
  watchTheme()
  render(<Page />, root)
  start()
  watchForTables()
}
