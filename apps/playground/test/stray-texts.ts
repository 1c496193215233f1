import { parseSync } from 'vite'

/** A node of the syntax tree: what it is called, and whatever else it holds. */
interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Attributes that people read or hear. */
const readAttributes = [
  'title',
  'label',
  'alt',
  'placeholder',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
]

/** Elements whose content is the same in every language. */
const code = ['code', 'pre', 'var', 'kbd']

/** Errors that tell a developer, and never a reader, that the page contradicts itself. */
const internal = ['Error', 'TypeError', 'RangeError']

const word = /\p{L}{2}/u
const sentence = /\p{L}{2,}[,;:’.]? \p{L}{2,}/u

/**
 * The texts that a source file holds itself, though people read or hear them: what stands between tags, in attributes
 * that are read, and whatever else reads as a sentence.
 */
export function strayTexts(path: string, source: string): readonly string[] {
  const { program } = parseSync(path, source)
  const found: string[] = []
  walk(program, found)
  return found
}

function walk(value: unknown, found: string[]): void {
  if (Array.isArray(value)) for (const each of value) walk(each, found)
  if (!isNode(value)) return
  switch (value.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return
    case 'NewExpression':
      if (internal.includes(nameOf(value.callee))) return
      break
    case 'JSXText':
      note(String(value.value), word, found)
      return
    case 'JSXElement':
      if (isNode(value.openingElement) && code.includes(nameOf(value.openingElement.name))) return
      break
    case 'JSXExpressionContainer':
      shown(value.expression, found)
      break
    case 'JSXAttribute': {
      const name = nameOf(value.name)
      if (name === 'class' || name === 'd') return
      const content =
        isNode(value.value) && value.value.type === 'JSXExpressionContainer'
          ? value.value.expression
          : value.value
      if (readAttributes.includes(name)) shown(content, found)
      walk(content, found)
      return
    }
    case 'Literal':
      if (typeof value.value === 'string') note(value.value, sentence, found)
      return
    case 'TemplateElement':
      note(textOf(value), sentence, found)
      return
  }
  for (const [key, each] of Object.entries(value)) if (key !== 'type') walk(each, found)
}

/** An expression whose value is shown: of the strings in it, those that can be that value. */
function shown(value: unknown, found: string[]): void {
  if (!isNode(value)) return
  switch (value.type) {
    case 'Literal':
      if (typeof value.value === 'string') note(value.value, word, found)
      return
    case 'TemplateLiteral':
      if (Array.isArray(value.quasis)) {
        for (const quasi of value.quasis) if (isNode(quasi)) note(textOf(quasi), word, found)
      }
      return
    case 'ConditionalExpression':
      shown(value.consequent, found)
      shown(value.alternate, found)
      return
    case 'LogicalExpression':
      shown(value.right, found)
      return
  }
}

function note(text: string, reads: RegExp, found: string[]): void {
  const plain = text.replace(/\s+/g, ' ').trim()
  if (reads.test(plain) && !found.includes(plain)) found.push(plain)
}

function textOf(quasi: Node): string {
  const { value } = quasi
  if (typeof value !== 'object' || value === null || !('cooked' in value)) return ''
  return String(value.cooked)
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node.name === 'string' ? node.name : ''
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
