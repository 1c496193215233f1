import type { ComponentChildren } from 'preact'
import { useMemo, useState } from 'preact/hooks'
import { derivationTexts } from '../../texts/derivation.ts'
import { sourceOf } from './source.ts'
import type { Excerpt, SourceLine } from './source-lines.ts'

/** The code that computes an equation, opened on demand. Equation numbers in it lead to the other equations. */
export function SourceLines({
  numbers,
  onJump,
}: {
  readonly numbers: readonly number[]
  onJump(number: number): void
}) {
  const [open, setOpen] = useState(false)
  const key = numbers.join()
  // The key says all of the numbers
  const found = useMemo(() => sourceOf(numbers), [key])
  if (found.length === 0) return null
  return (
    <details class="source" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {derivationTexts().inTheCode} <span class="source-places">{found.map(placeOf).join(' · ')}</span>
      </summary>
      {open && found.map((excerpt) => <Code key={placeOf(excerpt)} excerpt={excerpt} onJump={onJump} />)}
    </details>
  )
}

/** 'learn.ts 19': the file and its first marked line. */
function placeOf({ path, lines }: Excerpt): string {
  return `${path.split('/').at(-1)} ${lines.find(({ marked }) => marked)?.number ?? ''}`
}

function Code({ excerpt, onJump }: { readonly excerpt: Excerpt; onJump(number: number): void }) {
  const indent = Math.min(
    ...excerpt.lines.filter(({ text }) => text.trim() !== '').map(({ text }) => text.search(/\S/)),
  )
  return (
    <figure class="code">
      <figcaption>{excerpt.path}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre tabIndex={0}>
        {excerpt.lines.map((line) => (
          <code key={line.number} class={line.marked ? 'code-line is-marked' : 'code-line'}>
            <span class="code-number">{line.number}</span>
            {linked(line, indent, onJump)}
            {'\n'}
          </code>
        ))}
      </pre>
    </figure>
  )
}

/** A line whose comment's equation numbers are links. */
function linked(
  { text, marked }: SourceLine,
  indent: number,
  onJump: (number: number) => void,
): ComponentChildren {
  const body = text.slice(indent)
  const comment = body.indexOf('//')
  if (!marked || comment < 0) return body
  return [
    body.slice(0, comment),
    ...body
      .slice(comment)
      .split(/(\(\d{1,2}\))/)
      .map((part, i) => {
        if (i % 2 === 0) return part
        const number = Number(part.slice(1, -1))
        return (
          <button key={part} type="button" class="code-jump" onClick={() => onJump(number)}>
            {part}
          </button>
        )
      }),
  ]
}
