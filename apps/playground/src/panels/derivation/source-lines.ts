/** One line of a source file. */
export interface SourceLine {
  /** Counted from 1. */
  readonly number: number
  readonly text: string
  /** Whether it is the line that computes the equation, or its comment. */
  readonly marked: boolean
}

/** A function or method of the source that computes an equation. */
export interface Excerpt {
  /** The file's path in the repository. */
  readonly path: string
  readonly lines: readonly SourceLine[]
}

/** A file of the source: its path in the repository and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The equation numbers that a comment names: '(11), (13)' is 11 and 13, '(6)–(8)' is 6, 7 and 8. */
export function numbersIn(comment: string): number[] {
  return [...comment.matchAll(/\((\d{1,2})\)(?:–\((\d{1,2})\))?/g)].flatMap(([, from, to]) => {
    const [first, last] = [Number(from), Number(to ?? from)]
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}

/**
 * The functions of a file in whose comments an equation is named, with the lines that compute it marked.
 * A comment at the end of a line marks that line; one on a line of its own marks the lines up to the next
 * blank line, comment or closing brace as well.
 *
 * @example
 * excerpts({ path: 'learn.ts', text }, [9]) // `forward`, with the line of `on.output` marked
 */
export function excerpts({ path, text }: SourceFile, numbers: readonly number[]): Excerpt[] {
  const lines = text.split('\n')
  const marked = new Set<number>()
  for (const [i, line] of lines.entries()) {
    const comment = commentOf(line)
    if (comment === undefined || !numbersIn(comment).some((number) => numbers.includes(number))) continue
    marked.add(i)
    if (line.trimStart().startsWith('//')) for (const next of statementAfter(lines, i)) marked.add(next)
  }
  const blocks = new Map<number, number>()
  for (const i of marked) {
    const block = blockAround(lines, i)
    if (block) blocks.set(block.first, block.last)
  }
  return [...blocks].map(([first, last]) => ({
    path,
    lines: lines.slice(first, last + 1).map((line, offset) => ({
      number: first + offset + 1,
      text: line,
      marked: marked.has(first + offset),
    })),
  }))
}

/** What stands behind the double slash of a line. */
function commentOf(line: string): string | undefined {
  const at = line.indexOf('//')
  return at < 0 ? undefined : line.slice(at)
}

function statementAfter(lines: readonly string[], comment: number): number[] {
  const indent = indentOf(lines[comment] ?? '')
  const found: number[] = []
  for (let i = comment + 1; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const ends = line.trim() === '' || line.trimStart().startsWith('//') || indentOf(line) < indent
    if (ends) break
    found.push(i)
  }
  return found
}

/** The function, method or branch around a line: from its header to the brace that closes it. */
function blockAround(lines: readonly string[], at: number): { first: number; last: number } | undefined {
  const header = /^(?:export )?function |^ {4}\w+\(.*\) \{$/
  let first = at
  while (first >= 0 && !header.test(lines[first] ?? '')) {
    if (lines[first] === '}' && first !== at) return undefined
    first--
  }
  if (first < 0) return undefined
  const close = `${' '.repeat(indentOf(lines[first] ?? ''))}}`
  const last = lines.findIndex((line, i) => i > first && (line === close || line === `${close},`))
  return last < at ? undefined : { first, last }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
