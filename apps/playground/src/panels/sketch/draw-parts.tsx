import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useWhenTouched } from '../../controls/when-near.ts'
import { source } from '../../session/session.ts'
import { withWords } from '../../texts/language.ts'
import { resultTexts } from '../../texts/result.ts'
import { type Tool, takeTool, tool } from './tool.ts'

/** What is fetched when a tool is first taken. */
type Parts = {
  readonly DrawSurface: ComponentType<{ readonly width: number }>
  readonly DrawBar: ComponentType
}

const parts: Signal<Parts | undefined> = signal(undefined)
const tools = ['look', 'add', 'move', 'erase'] as const satisfies readonly Tool[]

/** The choice of a tool. A table that was brought has columns beside the plane's: nothing can be drawn there. */
export function Tools() {
  const drawable = source.value.kind !== 'table'
  useEffect(() => {
    if (!drawable) takeTool('look')
  }, [drawable])
  if (!drawable) return null
  return (
    <fieldset class="segments">
      <legend class="unseen">{resultTexts().toolOnPlane}</legend>
      {tools.map((name) => (
        <label key={name}>
          <input
            type="radio"
            name="tool"
            checked={tool.value === name}
            onChange={() => {
              if (!parts.value) void fetchParts()
              takeTool(name)
            }}
          />
          <span>{resultTexts().tools[name]}</span>
        </label>
      ))}
    </fieldset>
  )
}

async function fetchParts(): Promise<void> {
  const [{ DrawSurface }, { DrawBar }] = await withWords(
    Promise.all([import('./DrawSurface.tsx'), import('./DrawBar.tsx')]),
  )
  parts.value = { DrawSurface, DrawBar }
}

/** What lies over the plane: the probe, or the surface to draw on. */
export function Surface({ width }: { readonly width: number }) {
  const place = useRef<HTMLDivElement>(null)
  const loaded = useWhenTouched(place, () => import('./Probe.tsx'))
  const { DrawSurface } = parts.value ?? {}
  if (tool.value !== 'look' && DrawSurface) return <DrawSurface width={width} />
  return loaded ? <loaded.Probe width={width} /> : <div class="layer" ref={place} />
}

/** What is drawn with, below the plane. */
export function Bar() {
  const { DrawBar } = parts.value ?? {}
  return tool.value !== 'look' && DrawBar ? <DrawBar /> : null
}
