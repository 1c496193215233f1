const headings = 'h1, h2, h3, h4'
const controls = 'a[href],button,input,select,textarea,summary,[tabindex="0"]'

/** What has the focus, and its place, which is kept where that was when the page around it changes. */
let focused: Element | undefined
let place: Range

/** Whether something is being pressed: then the focus goes where the press says. */
let pressed = false

/**
 * Keeps the focus near where it was when what has it goes away: a notice that is dismissed, a button that ends what it
 * belongs to, an editor that Back closes. Browsers let it fall to the page as a whole, and who works by keyboard or
 * screen reader is nowhere. To be called once.
 * @param first what had the focus first; it may be gone by now.
 * @param at its place.
 */
export function keepFocus(first: EventTarget | null, at: Range): void {
  place = at
  if (first instanceof Element && !first.closest('dialog')) focused = first
  if (document.activeElement !== document.body) take(document.activeElement)
  settle()
  addEventListener('focusin', ({ target }) => take(target))
  addEventListener('focusout', ({ relatedTarget }) => {
    if (!relatedTarget) queueMicrotask(settle)
  })
  addEventListener('pointerdown', () => setPressed(true), true)
  // A press may end where the page does not hear of it: who goes on by keyboard presses no longer.
  for (const end of ['pointerup', 'pointercancel', 'keydown'])
    addEventListener(end, () => setPressed(false), true)
  const attributeFilter = ['open', 'hidden', 'disabled']
  new MutationObserver((records) => {
    // What shows is asked seldom: it costs a layout, and a run that plays changes the page with every frame.
    if (!focused?.isConnected || records.some(({ type }) => type === 'attributes')) settle()
  }).observe(document, { childList: true, subtree: true, attributeFilter })
}

function take(target: EventTarget | null): void {
  // A dialog that closes gives the focus back to what opened it.
  if (!(target instanceof Element) || target.closest('dialog')) return
  focused = target
  place.setStartBefore(target)
}

function setPressed(is: boolean): void {
  pressed = is
  settle()
}

function settle(): void {
  const { activeElement: now, body } = document
  if (pressed || !focused || (now !== body && now !== focused)) return
  if (!canHave(focused)) giveTo(next())
  // Somebody pressed where nothing is.
  else if (now === body) focused = undefined
}

function giveTo(element: HTMLElement | undefined): void {
  if (element?.matches(headings)) element.tabIndex = -1
  // What went may have been far below what has the focus now, and is where the visitor looks.
  element?.focus({ preventScroll: true })
}

/** The control or the heading before the place, in the smallest part of the page that has one; else the heading after it. */
function next(): HTMLElement | undefined {
  const from = place.startContainer
  let around = from instanceof Element ? from : from.parentElement
  for (; around && !around.matches('main,body'); around = around.parentElement) {
    const before = found(around, `${headings}, ${controls}`).findLast((each) => side(each) < 0)
    if (before) return before
  }
  const titles = found(document, headings)
  return titles.find((each) => side(each) >= 0) ?? titles.at(-1)
}

function found(within: ParentNode, what: string): readonly HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(what)].filter(canHave)
}

/** Below 0 for what begins before the place. */
function side(element: Element): number {
  return place.comparePoint(element, 0)
}

function canHave(element: Element): boolean {
  return element.isConnected && element.checkVisibility() && !element.matches(':disabled')
}
