import { useEffect, useState } from 'preact/hooks'
import type { Selection } from '../../../session/pointed.ts'
import { withWords } from '../../../texts/language.ts'
import { comeIntoView } from '../come-into-view.ts'

/** A walk through one instance: fetched when it is first wanted. */
interface WalkState {
  /** Whether someone began one and has not ended it. */
  readonly wanted: boolean
  /** The walk, once it is wanted and was fetched. */
  readonly Walk: typeof import('./Walk.tsx').Walk | undefined
  /** The id of the equation that it has come to; '' without a walk. */
  readonly equation: string
  begin(): void
  /** Takes the walk to an equation, and the page with it. */
  come(id: string): void
  end(): void
}

/** Keeps a walk; to begin one chooses an instance, and to choose the batch ends it. */
export function useWalk(selection: Selection, onSelect: (selection: Selection) => void): WalkState {
  const [wanted, setWanted] = useState(false)
  const [equation, setEquation] = useState('')
  const [loaded, setLoaded] = useState<typeof import('./Walk.tsx') | undefined>(undefined)
  const end = () => {
    setWanted(false)
    setEquation('')
  }
  useEffect(() => {
    if (selection.kind === 'batch') end()
  }, [selection.kind])
  return {
    wanted,
    Walk: wanted ? loaded?.Walk : undefined,
    equation,
    begin() {
      setWanted(true)
      if (selection.kind === 'batch') onSelect({ kind: 'instance', index: 0 })
      if (!loaded) void withWords(import('./Walk.tsx')).then(setLoaded)
    },
    come(id) {
      setEquation(id)
      const still = matchMedia('(prefers-reduced-motion: reduce)').matches
      const equation = document.getElementById(id)
      if (still && equation) comeIntoView(equation)
      else equation?.scrollIntoView({ block: 'start', behavior: 'smooth' })
    },
    end,
  }
}
