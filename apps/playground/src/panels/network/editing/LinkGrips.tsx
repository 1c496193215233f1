import type { Network } from '@leven/core'
import { useMemo } from 'preact/hooks'
import { problem } from '../../../session/session.ts'
import { networkTexts } from '../../../texts/network.ts'
import { pointingTexts } from '../../../texts/pointing.ts'
import { link as curve, type DiagramLayout } from '../diagram-layout.ts'
import { chosen, drawnLinks, isSameLink, type Link, linkName } from './links.ts'

export interface GripsProps {
  readonly layout: DiagramLayout
  readonly network: Network
}

/**
 * What every link of the diagram is taken by: a wide curve over the thin one, which paints nothing until it has the
 * focus. All of them are one stop of the Tab key; arrow keys go from link to link.
 */
export function LinkGrips({ layout, network }: GripsProps) {
  const links = useMemo(() => drawnLinks(layout), [layout])
  const { value: about } = problem
  // There may be hundreds, and the diagram is drawn anew whenever a unit dies.
  const grips = useMemo(() => {
    const known = links.findIndex((link) => isSameLink(chosen.value, link))
    return links.map((link, place) => {
      const choose = () => {
        chosen.value = link
      }
      return (
        // biome-ignore lint/a11y/useSemanticElements: SVG has no elements of its own for roles
        <path
          key={`${link.layer} ${link.from} ${link.to}`}
          class="grip"
          d={curve(layout.at(link.layer - 1, link.from), layout.at(link.layer, link.to), layout.side)}
          role="button"
          aria-label={linkName(network, about, link)}
          aria-expanded={place === known}
          tabindex={place === Math.max(0, known) ? 0 : -1}
          onFocus={choose}
          onClick={choose}
          onKeyDown={(event) => press(event, links, link)}
        />
      )
    })
  }, [links, about, pointingTexts(), networkTexts(), chosen.value])
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no elements of its own for roles
    <svg
      class="links grips"
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      width={layout.width}
      height={layout.height}
      role="group"
      aria-label={pointingTexts().weights}
    >
      {grips}
    </svg>
  )
}

/** What a key does on a link: to its field, to another link, or away. */
function press(event: KeyboardEvent, links: readonly Link[], at: Link): void {
  const { currentTarget, key } = event
  if (!(currentTarget instanceof SVGElement)) return
  if (key === 'Enter' || key === ' ') fieldNear(currentTarget)?.focus()
  else if (key === 'Escape') chosen.value = null
  else {
    const next = nextLink(links, at, key)
    if (next === undefined) return
    const grip = currentTarget.parentElement?.children.item(next)
    if (grip instanceof SVGElement) grip.focus()
  }
  event.preventDefault()
}

/** The field of the link that is chosen, in the panel of its diagram. */
function fieldNear(grip: Element): HTMLInputElement | undefined {
  const field = grip.closest('.network')?.querySelector('.link-editor [type=number]')
  return field instanceof HTMLInputElement ? field : undefined
}

/**
 * Where an arrow key leads: up and down among the links of a layer, right along the unit that a link leads to, left
 * along the one that it comes from. Undefined where there is nothing, or for another key.
 */
function nextLink(links: readonly Link[], at: Link, key: string): number | undefined {
  const here = links.findIndex((link) => isSameLink(at, link))
  const found = (place: number) => (links[place] ? place : undefined)
  switch (key) {
    case 'ArrowDown':
      return links[here + 1]?.layer === at.layer ? here + 1 : undefined
    case 'ArrowUp':
      return links[here - 1]?.layer === at.layer ? here - 1 : undefined
    case 'ArrowRight':
      return found(links.findIndex(({ layer, from }) => layer === at.layer + 1 && from === at.to))
    case 'ArrowLeft':
      return found(links.findIndex(({ layer, to }) => layer === at.layer - 1 && to === at.from))
    default:
      return undefined
  }
}
