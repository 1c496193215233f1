import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import {
  bracketMatching,
  ensureSyntaxTree,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { Compartment, EditorState, type Extension, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  keymap,
  lineNumbers,
  WidgetType,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** What is wrong at a line of the code; lines count from 1. */
export interface LineFault {
  readonly line: number
  readonly message: string
}

/** An editor of JavaScript. */
export interface CodeEditor {
  /** Replaces the text, as one change that can be undone. */
  setText(text: string): void
  /** What it is called for people who hear it. */
  setLabel(label: string): void
  /** Marks the line where something is wrong, or none. An edit takes the mark away. */
  mark(fault: LineFault | undefined): void
  /** The first line that is no JavaScript; undefined where all is. */
  brokenLine(): number | undefined
  focus(): void
  close(): void
}

/**
 * Opens an editor. It lives in a shadow root: there CodeMirror adopts its style sheet, which the page's
 * policy allows, where in the document it would write a style element.
 */
export function openCodeMirror(
  host: HTMLElement,
  options: { readonly text: string; readonly label: string; onChange(text: string): void },
): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true })
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of('  '),
        javascript(),
        syntaxHighlighting(highlighting),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ spellcheck: 'false' }),
        naming.of(named(options.label)),
        typingOver,
        theme,
        faults,
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) options.onChange(state.doc.toString())
        }),
      ],
    }),
  })
  return {
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    setLabel(label) {
      view.dispatch({ effects: naming.reconfigure(named(label)) })
    },
    mark(fault) {
      view.dispatch({ effects: setFault.of(fault) })
    },
    brokenLine: () => brokenLine(view.state),
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

/** Its name, which changes with the language. */
const naming = new Compartment()

function named(label: string): Extension {
  return EditorView.contentAttributes.of({ 'aria-label': label })
}

/**
 * Typing over a selection, done here: the browser would carry the selection's colours over as an inline style,
 * which the page's policy refuses with a message in the console.
 */
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { inputType, data, isComposing } = event
    if (inputType !== 'insertText' || data === null || isComposing) return false
    if (view.state.selection.main.empty) return false
    event.preventDefault()
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

function brokenLine(state: EditorState): number | undefined {
  let first: number | undefined
  ensureSyntaxTree(state, state.doc.length, 500)?.iterate({
    enter({ type, from }) {
      if (type.isError && first === undefined) first = from
    },
  })
  return first === undefined ? undefined : state.doc.lineAt(first).number
}

/** The sentence below the line that it is about. */
class FaultText extends WidgetType {
  readonly #message: string

  constructor(message: string) {
    super()
    this.#message = message
  }

  override eq(other: FaultText): boolean {
    return other.#message === this.#message
  }

  override toDOM(): HTMLElement {
    const text = document.createElement('div')
    text.className = 'cm-fault-text'
    text.textContent = this.#message
    return text
  }
}

const setFault = StateEffect.define<LineFault | undefined>()

const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { docChanged, effects, state }) {
    const found = effects.find((effect) => effect.is(setFault))
    if (!found) return docChanged ? Decoration.none : marks
    const fault = found.is(setFault) ? found.value : undefined
    if (!fault || fault.line < 1 || fault.line > state.doc.lines) return Decoration.none
    const { from, to } = state.doc.line(fault.line)
    return Decoration.set([
      Decoration.line({ class: 'cm-fault' }).range(from),
      Decoration.widget({ widget: new FaultText(fault.message), block: true, side: 1 }).range(to),
    ])
  },
  provide: (field) => EditorView.decorations.from(field),
})

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword, tags.definitionKeyword], color: 'var(--blue)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--orange)' },
  { tag: [tags.string, tags.regexp], color: 'var(--green)' },
  { tag: tags.function(tags.variableName), fontWeight: '600' },
])

const theme = EditorView.theme({
  '&': {
    color: 'var(--ink)',
    backgroundColor: 'var(--sheet)',
    fontSize: 'var(--text-s)',
  },
  '&.cm-focused': { outline: '0.1875rem solid var(--focus)', outlineOffset: '-0.1875rem' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { padding: 'var(--space-3) 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 var(--space-3)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--ink-soft)',
    border: 'none',
  },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 var(--space-2)', minWidth: '2.25em' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--blue-area)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: 'var(--sunken)',
    outline: '1px solid var(--rule-strong)',
  },
  '.cm-fault': {
    backgroundColor: 'var(--warning-sheet)',
    boxShadow: 'inset 0.25rem 0 0 var(--warning)',
  },
  '.cm-fault-text': {
    padding: '0 var(--space-3) var(--space-2)',
    backgroundColor: 'var(--warning-sheet)',
    boxShadow: 'inset 0.25rem 0 0 var(--warning)',
    color: 'var(--warning)',
    fontFamily: 'var(--sans)',
    overflowWrap: 'anywhere',
  },
})
