import { setTheme, type Theme, theme } from '../painting/palette.ts'
import { LessonLinks } from '../panels/lessons/LessonLinks.tsx'
import { WriteLink } from '../panels/write/WriteLink.tsx'
import { pageTexts } from '../texts/page.ts'

const themes = ['system', 'light', 'dark'] as const satisfies readonly Theme[]

/** The name of the page, what to do first, the lessons, and the theme. Its height is the work's, so it is one line. */
export function Header() {
  const t = pageTexts()
  return (
    <header class="masthead">
      <h1>Leven</h1>
      <p class="tagline">{t.tagline}</p>
      <div class="masthead-links">
        <LessonLinks />
        <WriteLink />
      </div>
      <fieldset class="segments">
        <legend class="unseen">{t.theme}</legend>
        {themes.map((name) => (
          <label key={name}>
            <input type="radio" name="theme" checked={theme.value === name} onChange={() => setTheme(name)} />
            <span>{t.themes[name]}</span>
          </label>
        ))}
      </fieldset>
    </header>
  )
}
