/**
 * Files whose texts are not in the catalogue yet: English, whatever language is spoken. A file that is put there leaves
 * this list. It can only grow by someone who names the file here.
 */
export const notYet: readonly string[] = [
  'csv/TableDialog.tsx',
  'csv/TablePanel.tsx',
  'csv/decode.ts',
  'csv/read-csv.ts',
  'data/plane-of.ts',
  'data/problem.ts',
  'device/CheckCard.tsx',
  'device/DistanceChart.tsx',
  'device/Progress.tsx',
  'device/ProveCard.tsx',
  'device/RaceCard.tsx',
  'device/job.ts',
  'device/race.ts',
  'device/refusal.ts',
  'device/report-text.ts',
  'result/ScoreCharts.tsx',
  'sharing/ModelCard.tsx',
  'sharing/command.ts',
  'sharing/model-file.ts',
  'sketch/DrawBar.tsx',
  'sketch/DrawSurface.tsx',
  'training/backend-names.ts',
  'training/backends.ts',
  'training/fault.ts',
  'training/own-code-error.ts',
  'training/own-steps.ts',
  'training/run.ts',
  'write/CounterexampleView.tsx',
  'write/ExercisePanel.tsx',
  'write/FunctionList.tsx',
  'write/JudgementView.tsx',
  'write/TinyDrawing.tsx',
  'write/TrainWithIt.tsx',
  'write/Write.tsx',
  'write/compile.ts',
  'write/diagnosis.ts',
  'write/exercises.ts',
  'write/laws.ts',
  'write/matrix.ts',
  'write/practice.ts',
  'write/sandbox.ts',
  'write/trial.ts',
]

/** What reads as a sentence and is code, or a name. */
const ofCode: Readonly<Record<string, readonly string[]>> = {
  // BibTeX.
  'about/citation.ts': ['*'],
  // Names of styles.
  'derivation/CheckReport.tsx': ['entry agreement is-'],
  // A script that writes a source file.
  'derivation/typeset.ts': ['*'],
  'csv/intake.ts': ['input, textarea, select, dialog'],
  'page/Header.tsx': ['Leven'],
  'page/Page.tsx': ['Leven'],
  // Names of styles, and a line of HTML.
  'animation/SmallNetwork.tsx': ['is-flowing is-'],
  'embedding/embed-line.ts': ['<iframe src="'],
  // Read by whoever writes the page around, beside the names of its messages.
  'embedding/messages.ts': ['*'],
}

/** Values of types, by which code tells one case from another. */
const names: readonly string[] = ['own code', 'not tried', 'out of time', 'broke off']

/** Whether a text is none for people. */
export function isOfCode(path: string, text: string): boolean {
  if (names.includes(text) || /^\(prefers-|^[\d.]+(px|rem) |^matrix\(|^rotate\(/.test(text)) return true
  return ofCode[path]?.some((known) => known === text || known === '*') ?? false
}
