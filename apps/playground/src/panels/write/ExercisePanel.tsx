import { useEffect, useRef, useState } from 'preact/hooks'
import { formula } from '../../notes/formula.ts'
import { Maths } from '../../notes/Maths.tsx'
import type { CodeFault } from '../../own-code/compile.ts'
import type { Exercise } from '../../own-code/exercises.ts'
import { type CodeEditor, openCodeMirror } from './code-mirror.ts'
import { FunctionList } from './FunctionList.tsx'
import { JudgementView } from './JudgementView.tsx'
import { check, isCurrent, type Judgement, judgements, judging, write, written } from './workbook.ts'

/** One exercise: its equations, its editor, and what the laws say. */
export function ExercisePanel({ exercise }: { readonly exercise: Exercise }) {
  const { name, equations, text } = exercise
  const judgement = judgements.value[name]
  const [editor, host] = useEditor(exercise)
  // The mark at a line belongs to a judgement
  useEffect(() => {
    if (editor) mark(editor, exercise, judgement)
  }, [editor, judgement])
  const busy = judging.value !== null
  return (
    <div class="write-columns">
      <div class="write-code">
        <p class="write-text">{text}</p>
        <ul class="write-equations">
          {equations.map(({ formula: equation, layer, number }) => (
            <li key={equation + layer}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
              <div class="write-equation" tabIndex={0}>
                <Maths mathml={formula(equation, { layer, activation: 'relu' })} />
              </div>
              <span class="write-number">{number}</span>
            </li>
          ))}
        </ul>
        <div class="write-editor" ref={host} />
        <p class="write-keys">Tab indents. To leave the editor, press Escape and then Tab.</p>
        <div class="write-actions">
          <button
            type="button"
            class="write-check chief"
            aria-disabled={busy}
            onClick={() => {
              if (!busy) void check(name)
            }}
          >
            {busy ? 'Checking …' : 'Check it'}
          </button>
          <Reset exercise={exercise} editor={editor} />
        </div>
        <div class="write-help">
          <details>
            <summary>What you can write with</summary>
            <FunctionList name={name} />
          </details>
          <details>
            <summary>A hint</summary>
            <p>{exercise.hint}</p>
          </details>
          <details>
            <summary>The solution</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
            <pre class="write-solution" tabIndex={0}>
              {exercise.solution}
            </pre>
            <button type="button" onClick={() => editor?.setText(exercise.solution)}>
              Put it into the editor
            </button>
          </details>
        </div>
      </div>
      <JudgementView
        name={name}
        judgement={judgement}
        stale={judgement !== undefined && !isCurrent(name, judgement)}
        busy={judging.value === name}
      />
    </div>
  )
}

function useEditor({ name, title }: Exercise) {
  const host = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<CodeEditor>()
  useEffect(() => {
    if (!host.current) return
    const opened = openCodeMirror(host.current, {
      text: written.peek()[name],
      label: `Your code: ${title}`,
      onChange: (text) => write(name, text),
    })
    setEditor(opened)
    return () => opened.close()
  }, [])
  return [editor, host] as const
}

/** Puts the starting code back; the editor can undo it. */
function Reset({
  exercise,
  editor,
}: {
  readonly exercise: Exercise
  readonly editor: CodeEditor | undefined
}) {
  const untouched = written.value[exercise.name] === exercise.start
  return (
    <button
      type="button"
      disabled={untouched}
      onClick={() => {
        editor?.setText(exercise.start)
        editor?.focus()
      }}
    >
      Begin again
    </button>
  )
}

function mark(editor: CodeEditor, { name }: Exercise, judgement: Judgement | undefined): void {
  const fault = judgement && isCurrent(name, judgement) ? faultOf(judgement) : undefined
  // The engine does not say where code is no JavaScript; the editor's grammar does.
  const line = fault?.line ?? (fault?.message.startsWith('SyntaxError') ? editor.brokenLine() : undefined)
  const here = fault?.exercise === name && line !== undefined
  editor.mark(here ? { line, message: fault.message } : undefined)
}

function faultOf(judgement: Judgement): CodeFault | undefined {
  if (judgement.kind !== 'judged') return undefined
  const { fault, laws } = judgement.verdict
  return fault ?? laws.find(({ outcome }) => outcome === 'broken')?.counterexample?.fault
}
