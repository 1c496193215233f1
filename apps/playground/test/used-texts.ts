import { parseSync } from 'vite'

/** What a source reads. */
interface Read {
  /** The panels whose texts it takes from the catalogue. */
  readonly panels: readonly string[]
  /** Names that it reads from something: those of texts, and others. */
  readonly names: ReadonlySet<string>
}

/** 'deviceRegion' of 'device-region.ts'. */
export function panelOf(file: string): string {
  return file.replace(/\.ts$/, '').replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The panels of the catalogue that a source takes, and every name by which it may choose a text of them. */
export function readNames(path: string, source: string): Read {
  const panels: string[] = []
  const names = new Set<string>()
  walk(parseSync(path, source).program, panels, names)
  return { panels, names }
}

function walk(value: unknown, panels: string[], names: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) walk(each, panels, names)
  if (typeof value !== 'object' || value === null || !('type' in value)) return
  const node: { readonly [key: string]: unknown } = { ...value }
  if (node.type === 'ImportDeclaration') {
    const panel = /\/texts\/([\w-]+\.ts)$/.exec(textOf(node.source))?.[1]
    if (panel) panels.push(panelOf(panel))
    return
  }
  if (node.type === 'MemberExpression' && node.computed === false) names.add(nameOf(node.property))
  if (node.type === 'Property' && node.computed === false) names.add(nameOf(node.key))
  if (node.type === 'Literal' && typeof node.value === 'string') names.add(node.value)
  for (const each of Object.values(node)) walk(each, panels, names)
}

function nameOf(node: unknown): string {
  return typeof node === 'object' && node !== null && 'name' in node ? String(node.name) : textOf(node)
}

function textOf(node: unknown): string {
  return typeof node === 'object' && node !== null && 'value' in node ? String(node.value) : ''
}
