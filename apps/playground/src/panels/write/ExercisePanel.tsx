import { useEffect, useRef, useState } from 'preact/hooks'
import { formula } from '../../notes/formula.ts'
import { Maths } from '../../notes/Maths.tsx'
import type { CodeFault } from '../../own-code/compile.ts'
import type { Exercise } from '../../own-code/exercises.ts'
import { exercisesTexts } from '../../texts/exercises.ts'
import { faultWords } from '../../texts/fault-words.ts'
import { ownCodeTexts } from '../../texts/own-code.ts'
import { inWords } from '../../texts/said.ts'
import { type CodeEditor, openCodeMirror } from './code-mirror.ts'
import { FunctionList } from './FunctionList.tsx'
import { JudgementView } from './JudgementView.tsx'
import { check, isCurrent, type Judgement, judgements, judging, write, written } from './workbook.ts'

/** One exercise: its equations, its editor, and what the laws say. */
export function ExercisePanel({ exercise }: { readonly exercise: Exercise }) {
  const t = exercisesTexts()
  const words = ownCodeTexts()
  const { name, equations } = exercise
  const judgement = judgements.value[name]
  const [editor, host] = useEditor(exercise)
  // The mark at a line belongs to a judgement, its words to a language
  useEffect(() => {
    if (editor) mark(editor, exercise, judgement)
  }, [editor, judgement, words])
  const busy = judging.value !== null
  return (
    <div class="write-columns">
      <div class="write-code">
        <p class="write-text">{t.asked[name]}</p>
        <ul class="write-equations">
          {equations.map(({ formula: equation, layer, number, isPart }) => (
            <li key={equation + layer}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
              <div class="write-equation" tabIndex={0}>
                <Maths mathml={formula(equation, { layer, activation: 'relu' })} />
              </div>
              <span class="write-number">{isPart ? t.partOf(number) : number}</span>
            </li>
          ))}
        </ul>
        <div class="write-editor" ref={host} />
        <p class="write-keys">{t.keys}</p>
        <div class="write-actions">
          <button
            type="button"
            class="write-check chief"
            aria-disabled={busy}
            onClick={() => {
              if (!busy) void check(name)
            }}
          >
            {busy ? t.checking : t.check}
          </button>
          <Reset exercise={exercise} editor={editor} />
        </div>
        <div class="write-help">
          <details>
            <summary>{t.toWriteWith}</summary>
            <FunctionList name={name} />
          </details>
          <details>
            <summary>{t.hint}</summary>
            <p>{t.hints[name]}</p>
          </details>
          <details>
            <summary>{t.solution}</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard must reach it */}
            <pre class="write-solution" tabIndex={0}>
              {exercise.solution}
            </pre>
            <button type="button" onClick={() => editor?.setText(exercise.solution)}>
              {t.useSolution}
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

function useEditor({ name }: Exercise) {
  const t = exercisesTexts()
  const label = t.yourCode(t.titles[name])
  const host = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<CodeEditor>()
  useEffect(() => {
    if (!host.current) return
    const opened = openCodeMirror(host.current, {
      text: written.peek()[name],
      label,
      onChange: (text) => write(name, text),
    })
    setEditor(opened)
    return () => opened.close()
  }, [])
  useEffect(() => editor?.setLabel(label), [editor, label])
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
      {exercisesTexts().beginAgain}
    </button>
  )
}

function mark(editor: CodeEditor, { name }: Exercise, judgement: Judgement | undefined): void {
  const fault = judgement && isCurrent(name, judgement) ? faultOf(judgement) : undefined
  // The engine does not say where code is no JavaScript; the editor's grammar does.
  const line = fault?.line ?? (isSyntaxError(fault) ? editor.brokenLine() : undefined)
  const here = fault?.exercise === name && line !== undefined
  editor.mark(here ? { line, message: inWords(faultWords(), fault.message) } : undefined)
}

function isSyntaxError(fault: CodeFault | undefined): boolean {
  const [said] = fault?.message ?? []
  return said?.[0] === 'error' && said[1] === 'SyntaxError'
}

function faultOf(judgement: Judgement): CodeFault | undefined {
  if (judgement.kind !== 'judged') return undefined
  const { fault, laws } = judgement.verdict
  return fault ?? laws.find(({ outcome }) => outcome === 'broken')?.counterexample?.fault
}
