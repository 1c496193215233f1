import { LessonLinks } from '../lessons/LessonLinks.tsx'
import { setTheme, type Theme, theme } from '../painting/palette.ts'
import { WriteLink } from '../write/WriteLink.tsx'

const themes: readonly { readonly name: Theme; readonly title: string }[] = [
  { name: 'system', title: 'Auto' },
  { name: 'light', title: 'Light' },
  { name: 'dark', title: 'Dark' },
]

/** The name of the page, what to do first, the lessons, and the theme. Its height is the work's, so it is one line. */
export function Header() {
  return (
    <header class="masthead">
      <h1>Leven</h1>
      <p class="tagline">
        Press Play: the network learns to part the colours, and every number of it is in view.
      </p>
      <div class="masthead-links">
        <LessonLinks />
        <WriteLink />
      </div>
      <fieldset class="segments">
        <legend class="unseen">Theme</legend>
        {themes.map(({ name, title }) => (
          <label key={name}>
            <input type="radio" name="theme" checked={theme.value === name} onChange={() => setTheme(name)} />
            <span>{title}</span>
          </label>
        ))}
      </fieldset>
    </header>
  )
}
