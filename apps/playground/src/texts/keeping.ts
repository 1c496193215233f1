import { textsFrom } from './language.ts'

/** What this browser kept of an earlier visit. */
export const english = {
  goingOn: (what: string) => `You go on where you left off: ${what}. It is kept in this browser alone.`,
  leftOff: (what: string) => `You left off at ${what}. It is kept in this browser alone.`,
  goOn: 'Go on',
  forget: 'Forget it',
  drawnPoints: 'drawn points',
  epoch: (epoch: string) => `epoch ${epoch}`,
  title: 'Kept in this browser',
  what: 'The run and what it learns from are kept here alone, so that nothing is lost when the page is loaded again: of this tab, and of up to four visits before. So is what you wrote in the exercises. On a computer that others use, have all of it forgotten before you leave: the page begins anew.',
  forgetEverything: 'Forget everything',
  forgotten: 'Every run, table, drawing and exercise is forgotten.',
}

export const keepingTexts = textsFrom('parts', 'keeping', english)
