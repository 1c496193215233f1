import type { Driver } from './driver.ts'

/** What WebDriver calls an element. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/** Finds the button or summary of a name. */
function named(name: string): string {
  return `[...document.querySelectorAll('button, summary')].find((element) =>
    element.checkVisibility() && (element.ariaLabel ?? element.textContent).trim() === ${JSON.stringify(name)})`
}

/** A browser that is no Chromium, with the page in it. */
export class Engine {
  readonly #driver: Driver

  constructor(driver: Driver) {
    this.#driver = driver
  }

  /** Opens an address anew, even where only its hash is another; problems of the page are kept from its start. */
  async open(url: string): Promise<void> {
    await this.#driver.ask('url', undefined, { url: 'about:blank' })
    await this.#driver.ask('url', undefined, { url })
    await this.run(`
      window.problems = []
      addEventListener('error', ({ message }) => problems.push(message))
      addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)))
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        problems.push(violatedDirective + ' ' + blockedURI))
    `)
    await this.until(`document.querySelector('.unit')`)
  }

  /** Runs statements in the page; resolves to what they return. */
  run(script: string): Promise<unknown> {
    return this.#driver.ask('script', undefined, { script, args: [] })
  }

  /** Waits until an expression is true in the page. A page that is just being left, or loaded, has no answer yet. */
  async until(expression: string, seconds = 30): Promise<void> {
    const began = performance.now()
    for (;;) {
      let cause: unknown
      try {
        if (await this.run(`return Boolean(${expression})`)) return
      } catch (error) {
        cause = error
      }
      if (performance.now() - began > 1000 * seconds)
        throw new Error(`Not within ${seconds} s: ${expression}`, { cause })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /**
   * Clicks, as a visitor does, on the button or summary of that name. Where the page moved at that moment the click went
   * beside it: a visitor sees that and clicks again.
   */
  async press(name: string): Promise<void> {
    const found = named(name)
    for (let attempt = 0; attempt < 3; attempt++) {
      await this.until(`${found} && !${found}.disabled`)
      const element = await this.#element(found)
      await this.#atRest(found)
      await this.run(`
        window.arrived = false;
        (${found}).addEventListener('click', () => { window.arrived = true }, { once: true, capture: true })
      `)
      await this.#driver.ask('click', element, {})
      // A page that the click has left knows nothing of it.
      if (await this.run('return window.arrived !== false')) return
    }
    throw new Error(`Three clicks on ${name} did not reach it.`)
  }

  /** Has the page itself click on the button or summary of that name, which takes no time. */
  async click(name: string): Promise<void> {
    const found = named(name)
    await this.until(`${found} && !${found}.disabled`)
    await this.run(`${found}.click()`)
  }

  /** Waits until an element stands still: a click is at a place, and the page may be scrolling or filling there. */
  async #atRest(expression: string): Promise<void> {
    let before: unknown
    for (let looks = 0, still = 0; looks < 100 && still < 3; looks++) {
      const place = await this.run(
        `const { x, y } = ${expression}.getBoundingClientRect(); return x + ' ' + y`,
      )
      still = place === before ? still + 1 : 0
      before = place
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** Gives keys or files to the element that an expression finds. */
  async give(expression: string, text: string): Promise<void> {
    await this.#driver.ask('value', await this.#element(expression), { text })
  }

  /** Presses, moves and lets go over an element, by places from its middle. */
  async stroke(expression: string, places: readonly (readonly [x: number, y: number])[]): Promise<void> {
    const origin = { [elementKey]: await this.#element(expression) }
    const move = ([x, y]: readonly [number, number]) => ({ type: 'pointerMove', origin, x, y, duration: 30 })
    const [first = [0, 0], ...others] = places
    const actions = [
      move(first),
      { type: 'pointerDown', button: 0 },
      ...others.map(move),
      { type: 'pointerUp', button: 0 },
    ]
    const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }
    await this.#driver.ask('actions', undefined, { actions: [pointer] })
  }

  /** Moves the mouse over the middle of an element. */
  async pointAt(expression: string): Promise<void> {
    const origin = { [elementKey]: await this.#element(expression) }
    const actions = [{ type: 'pointerMove', origin, x: 0, y: 0, duration: 30 }]
    const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }
    await this.#driver.ask('actions', undefined, { actions: [pointer] })
  }

  /** Presses keys, one after the other, wherever the focus is. */
  async type(...keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    await this.#driver.ask('actions', undefined, { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  /** Ends the browser. */
  close(): Promise<void> {
    return this.#driver.close()
  }

  async #element(expression: string): Promise<string> {
    await this.until(expression)
    const found = await this.run(`
      const element = ${expression}
      element.scrollIntoView({ block: 'center' })
      return element
    `)
    if (typeof found !== 'object' || !found || !(elementKey in found)) throw new Error(`No ${expression}.`)
    return String(found[elementKey])
  }
}
