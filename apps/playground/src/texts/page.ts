import { textsOf } from './language.ts'

/** The frame of the page: its head, its notices, what is loaded. */
export const english = {
  title: 'Leven: watch a neural network learn',
  tagline: 'Press Play: the network learns to part the colours, and every number of it is in view.',
  theme: 'Theme',
  themes: { system: 'Auto', light: 'Light', dark: 'Dark' },
  lessons: 'Lessons',
  language: 'Language',
  dismiss: 'Dismiss',
  close: 'Close',
  shortcuts: 'Shortcuts (?)',
  partMissing:
    'A part of the page could not be fetched. The run goes on. Check the connection, then reload the page to have that part.',
  partial: 'This link shows only a part of the page.',
  showEverything: 'Show everything',
  noWorker: 'The training worker could not start. Reload the page, or try another browser.',
  wrong: (reason: string) => `Something went wrong: ${reason}.`,
  refused: (names: string) => `The link's ${names} could not be used; the usual value stands in.`,
  unfitState: "The link's weights are not of this network; the run begins anew.",
  next: (what: string) => `Next ${what.toLowerCase()}`,
  nextShort: 'Next',
}

export const pageTexts = textsOf('page', english)
