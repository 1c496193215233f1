import { derivationTexts } from '../../texts/derivation.ts'
import { comeIntoView } from './come-into-view.ts'
import type { Section } from './equation.ts'

/**
 * What the derivation contains. Buttons and not links: the address holds the page's settings.
 * Each goes to its part and puts the focus on the title.
 */
export function Contents({
  root,
  sections,
}: {
  readonly root: { readonly current: HTMLElement | null }
  readonly sections: readonly Section[]
}) {
  const t = derivationTexts()
  // The parts that follow the equations, by what they are: their titles are those of buttons, too.
  const after = [
    { id: 'check', title: t.theCheck },
    { id: 'break', title: t.mistakesToMake },
  ]
  const goTo = (id: string) => {
    const title = root.current?.querySelector<HTMLElement>(`#derivation-${id}`)
    if (!title) return
    title.tabIndex = -1
    title.focus({ preventScroll: true })
    comeIntoView(title)
  }
  return (
    <nav class="derivation-contents" aria-label={t.contents}>
      <ol>
        {[...sections, ...after].map(({ id, title }) => (
          <li key={id}>
            <button type="button" class="derivation-button" onClick={() => goTo(id)}>
              {title}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
