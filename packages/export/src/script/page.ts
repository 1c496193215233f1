import type { Model } from '@leven/model'
import type { FeatureColumn } from '@leven/tabular'
import { runtime } from '../generated/runtime.ts'
import { asciiJson, carriedSource } from './carried.ts'

/** One field of the form. */
interface FormField {
  readonly name: string
  /** What to choose from; a free text where there is none. */
  readonly choices: readonly string[] | null
  readonly start: string
  readonly hint: string
}

/**
 * The model as one page with a form: it loads nothing, sends nothing, and its policy allows no other script than its
 * own, by its hash.
 */
export async function pageSource(model: Model): Promise<string> {
  const { encoder, golden } = model
  const fields = encoder.features.map((feature, i) => fieldOf(feature, golden.rows[0]?.[i] ?? ''))
  const title = `Predict ${encoder.target.name}`
  const script = `${runtime}
const scorer = leven.scorer(${carriedSource(model)})
const fields = ${asciiJson(fields)}
${behaviour}`
  const policy = [
    "default-src 'none'",
    `script-src '${await hashOf(script)}'`,
    `style-src '${await hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="made by leven export">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<form id="form"><div id="fields"></div><button>Predict</button></form>
<output id="result" role="status"></output>
<p id="proof"></p>
</main>
<script>${script}</script>
</body>
</html>
`
}

function fieldOf(feature: FeatureColumn, start: string): FormField {
  const { name } = feature
  switch (feature.kind) {
    case 'number':
      return { name, choices: null, start, hint: 'a number, or nothing where it is missing' }
    case 'category':
      return { name, choices: feature.levels, start, hint: '' }
    case 'date':
      return { name, choices: null, start, hint: 'a date, or nothing where it is missing' }
    default:
      return feature satisfies never
  }
}

/** What the page does. Names and labels come in as text, never as markup. */
const behaviour = `const byId = (id) => document.getElementById(id)
const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text })
const controls = fields.map(({ name, choices, start, hint }, index) => {
  const label = made('label', name)
  const control = document.createElement(choices ? 'select' : 'input')
  if (choices) {
    const none = new Option('(missing)', '')
    control.add(none)
    for (const choice of choices) control.add(new Option(choice, choice))
  }
  control.value = start
  control.id = 'field-' + index
  label.htmlFor = control.id
  if (hint) control.title = hint
  byId('fields').append(label, control)
  return control
})
function show(event) {
  event?.preventDefault()
  const row = Object.fromEntries(fields.map(({ name }, i) => [name, controls[i].value]))
  const result = byId('result')
  try {
    const { prediction, probability, probabilities, notes } = scorer.predict(row)
    const lines = [made('strong', String(prediction))]
    if (probabilities) for (const [label, p] of Object.entries(probabilities)) lines.push(made('span', label + ': ' + (100 * p).toFixed(1) + ' %'))
    else if (probability !== undefined) lines.push(made('span', 'probability of the positive label: ' + (100 * probability).toFixed(1) + ' %'))
    result.replaceChildren(...lines, ...notes.map((note) => made('small', note)))
  } catch (error) {
    result.replaceChildren(made('span', error.message))
  }
}
byId('form').addEventListener('submit', show)
try {
  byId('proof').textContent = scorer.selfTest().rows + ' golden rows are predicted as expected here.'
} catch (error) {
  byId('proof').textContent = error.message + ' Do not trust this page.'
}
show()
`

const style = `body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem;color:#1c1c1c;background:#fff}
#fields{display:grid;grid-template-columns:minmax(8rem,1fr) 2fr;gap:.5rem 1rem;align-items:center;overflow-wrap:anywhere}
input,select,button{font:inherit;padding:.25rem .5rem;min-width:0}
button{margin-top:1rem}
output{display:grid;gap:.25rem;margin-top:1rem;min-height:3rem}
p{color:#595959}`

/** Text as HTML has it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return `sha256-${btoa(String.fromCharCode(...digest))}`
}
