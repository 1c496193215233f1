import type { Page } from 'playwright'

/** A text that is drawn, line by line. */
interface Line {
  readonly text: string
  readonly of: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/**
 * What does not fit on the page as it is drawn now: a page that scrolls sideways, text over text or over a picture that
 * is not its own, text that is cut off without a way to read the rest, and buttons of one row that are unequal in height.
 */
export async function misfits(page: Page, part = 'body'): Promise<readonly string[]> {
  return page.evaluate((selector) => {
    const root = document.querySelector(selector)
    if (!root) throw new Error(`${selector} is not drawn`)
    const found: string[] = []
    const over = document.documentElement.scrollWidth - innerWidth
    if (over > 0) found.push(`the page is ${over} px too wide`)

    const up = (from: Element) => {
      const all: Element[] = []
      for (let each: Element | null = from; each; each = each.parentElement) all.push(each)
      return all
    }
    const isSeen = (element: Element) =>
      element.checkVisibility({
        opacityProperty: true,
        visibilityProperty: true,
        contentVisibilityAuto: true,
      }) &&
      !element.closest('noscript, option, .cm-editor') &&
      !up(element).some((each) => getComputedStyle(each).clipPath === 'inset(50%)')
    /** What lies over the rest of the page, and may hide it until it is scrolled. */
    const layer = (element: Element) =>
      up(element).find(
        (each) => each.tagName === 'DIALOG' || /sticky|fixed/.test(getComputedStyle(each).position),
      )
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${(element.getAttribute('class') ?? '').split(' ')[0]}`

    /** What cuts an element off, from the nearest on; where it scrolls, all can be read. */
    const cutters = (element: Element) => {
      const all: Element[] = []
      for (let each: Element | null = element; each && each !== document.body; each = each.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(each)
        if (overflowX === 'auto' || overflowX === 'scroll' || overflowY === 'auto' || overflowY === 'scroll')
          return all
        if (overflowX !== 'visible' && !(each instanceof SVGElement)) all.push(each)
        if (position === 'fixed') return all
      }
      return all
    }

    const lines: Line[] = []
    const owners: Element[] = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const owner = node.parentElement
      const text = node.textContent?.trim() ?? ''
      if (!owner || text === '' || !isSeen(owner) || owner.closest('math, select')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const cutting = cutters(owner)
      const told = owner.closest('[title]') !== null
      const of = owners.push(owner) - 1
      const windows = up(owner).filter((each) => /auto|scroll/.test(getComputedStyle(each).overflow))
      const views = windows.map((each) => each.getBoundingClientRect())
      for (const { left, top, right, bottom } of range.getClientRects()) {
        if (right - left < 1) continue
        const drawn = {
          left: Math.max(left, ...views.map((view) => view.left)),
          top: Math.max(top, ...views.map((view) => view.top)),
          right: Math.min(right, ...views.map((view) => view.right)),
          bottom: Math.min(bottom, ...views.map((view) => view.bottom)),
        }
        // What scrolls shows only a part.
        if (drawn.left < drawn.right && drawn.top < drawn.bottom) {
          lines.push({ text: text.slice(0, 40), of, ...drawn })
        }
        const cut = cutting.find((each) => {
          const edge = each.getBoundingClientRect()
          return (
            edge.left - left > 1 || right - edge.right > 1 || edge.top - top > 3 || bottom - edge.bottom > 3
          )
        })
        if (cut && !told) found.push(`cut off by ${name(cut)}: ${text.slice(0, 40)}`)
        if ((left < -1 || right > innerWidth + 1) && cutting.length === 0 && !owner.closest('svg')) {
          const scrolls = owner.closest('pre, .scroll, table')
          if (!scrolls) found.push(`beyond the window: ${text.slice(0, 40)}`)
        }
      }
    }

    const overlap = (a: Line | DOMRect, b: Line | DOMRect) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      const height = Math.min(a.bottom - a.top, b.bottom - b.top)
      return across > 2 && down > height * 0.3
    }
    lines.sort((a, b) => a.top - b.top)
    lines.forEach((one, i) => {
      for (let j = i + 1; j < lines.length; j++) {
        const other = lines[j]
        if (!other || other.top > one.bottom) break
        const [mine, its] = [owners[one.of], owners[other.of]]
        if (!mine || !its || one.of === other.of || layer(mine) !== layer(its)) continue
        if (overlap(one, other)) found.push(`over each other: ${one.text} | ${other.text}`)
      }
    })
    for (const picture of root.querySelectorAll('canvas, img')) {
      if (!isSeen(picture)) continue
      const place = picture.getBoundingClientRect()
      for (const line of lines) {
        const owner = owners[line.of]
        if (
          !owner ||
          layer(owner) !== layer(picture) ||
          owner.closest('.layer, .reading, .uplot, .unit, svg')
        )
          continue
        if (overlap(line, place)) found.push(`over a picture: ${line.text}`)
      }
    }

    for (const written of root.querySelectorAll('.unit-name, .input-name')) {
      const own = written.closest('.unit')
      const place = written.getBoundingClientRect()
      if (place.height > 1.6 * Number.parseFloat(getComputedStyle(written).fontSize)) {
        found.push(`wraps: ${written.textContent}`)
      }
      for (const unit of root.querySelectorAll('.unit')) {
        const square = unit.getBoundingClientRect()
        const inside = place.left >= square.left - 1 && place.right <= square.right + 1
        if (unit === own ? written.matches('.unit-name') && !inside : overlap(place, square)) {
          found.push(`over a unit: ${written.textContent}`)
        }
      }
    }

    const rows = new Map<string, DOMRect[]>()
    const parents = [...root.querySelectorAll('*')]
    for (const button of root.querySelectorAll(
      'button:not(.unit, .plain, .round), label.file, .segments label',
    )) {
      if (!isSeen(button) || !button.parentElement || button.closest('.uplot')) continue
      const box = button.getBoundingClientRect()
      if (box.height === 0) continue
      const key = `${parents.indexOf(button.parentElement)} ${Math.round((box.top + box.bottom) / 2 / 6)}`
      rows.set(key, [...(rows.get(key) ?? []), box])
      const first = rows.get(key)?.[0]
      if (first && Math.abs(first.height - box.height) > 1) {
        found.push(`unequal in height: ${button.textContent?.slice(0, 30)} ${box.height} ${first.height}`)
      }
    }
    return [...new Set(found)]
  }, part)
}
