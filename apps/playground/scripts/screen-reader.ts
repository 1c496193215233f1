/**
 * Prints what a screen reader is given of the page: Chromium's accessibility tree, at each stop of a walk by keyboard
 * alone through lesson, exercise, drawing and sharing.
 * Run: node_modules/.bin/tsx --conditions=@leven/source apps/playground/scripts/screen-reader.ts [lesson|exercise|drawing|sharing]
 */
import { type CDPSession, chromium } from 'playwright'
import { walkByKeyboard } from '../test/keyboard-walk.ts'
import { openSite } from './site.ts'

/** Parts of a text whose whole is read already, and what only lays out. */
const passedOver: ReadonlySet<string> = new Set(['InlineTextBox', 'LineBreak', 'none'])

/** The states that are said. */
const told: ReadonlySet<string> = new Set([
  'focused',
  'checked',
  'pressed',
  'selected',
  'expanded',
  'disabled',
  'live',
  'level',
])

const wanted = process.argv[2]
const site = await openSite()
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await page.goto(site.url)
  await page.locator('.unit').first().waitFor()
  await walkByKeyboard(page, async (stop) => {
    if (wanted !== undefined && wanted !== stop) return
    console.log(`\n== ${stop} ==`)
    for (const line of await treeLines(devtools)) console.log(line)
  })
} finally {
  await browser.close()
  await site.close()
}

/** The tree, a line for each node that is read: its role, name, value and states, indented by its depth. */
async function treeLines(session: CDPSession): Promise<string[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const lines: string[] = []
  const visit = (id: string, depth: number) => {
    const node = byId.get(id)
    if (!node) return
    const role = String(node.role?.value ?? '')
    const name = String(node.name?.value ?? '')
    const read = !node.ignored && !passedOver.has(role) && !(role === 'generic' && name === '')
    if (read) {
      const value = node.value?.value === undefined ? '' : ` = ${String(node.value.value)}`
      const states = (node.properties ?? [])
        .filter(
          ({ name: state, value: { value: held } }) => told.has(state) && held !== false && held !== 'false',
        )
        .map(({ name: state, value: { value: held } }) =>
          held === true ? state : `${state} ${String(held)}`,
        )
      const said = states.length > 0 ? ` (${states.join(', ')})` : ''
      lines.push(`${'  '.repeat(depth)}${role}${name && ` “${name}”`}${value}${said}`)
    }
    for (const child of node.childIds ?? []) visit(child, depth + (read ? 1 : 0))
  }
  const [root] = nodes
  if (root) visit(root.nodeId, 0)
  return lines
}
