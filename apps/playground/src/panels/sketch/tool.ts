import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { settle } from '../../session/session.ts'

/** What the pointer and the keys do on the plane: read the prediction, or change points. */
export type Tool = 'look' | 'add' | 'move' | 'erase'

const toolNow: Signal<Tool> = signal('look')

/** The tool at hand. */
export const tool: ReadonlySignal<Tool> = toolNow

/** Takes a tool. To lay the pen down is to let the seed split the points. */
export function takeTool(next: Tool): void {
  toolNow.value = next
  if (next === 'look') settle()
}
