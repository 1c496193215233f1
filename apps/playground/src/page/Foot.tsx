import { look } from '../session/session.ts'
import { view } from '../settings/view.ts'
import { language } from '../texts/language.ts'
import { languageCodes, languages } from '../texts/languages.ts'
import { pageTexts } from '../texts/page.ts'
import { showShortcuts } from './shortcuts.ts'

/** The shortcuts, and the languages of the page; the link in the address keeps the one that is chosen. */
export function Foot() {
  return (
    <footer class="foot">
      <button type="button" aria-haspopup="dialog" onClick={showShortcuts}>
        {pageTexts().shortcuts}
      </button>
      <fieldset class="segments">
        <legend class="unseen">{pageTexts().language}</legend>
        {languageCodes.map((code) => (
          <label key={code} lang={code}>
            <input
              type="radio"
              name="language"
              checked={language() === code}
              onChange={() => look({ ...view.value, language: code })}
            />
            <span>{languages[code].name}</span>
          </label>
        ))}
      </fieldset>
    </footer>
  )
}
