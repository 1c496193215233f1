import { textsFrom } from './language.ts'

/** What this browser kept of an earlier visit. */
export const english = {
  goingOn: (what: string) => `You go on where you left off: ${what}. It is kept in this browser alone.`,
  leftOff: (what: string) => `You left off at ${what}. It is kept in this browser alone.`,
  goOn: 'Go on',
  forget: 'Forget it',
  drawnPoints: 'drawn points',
  epoch: (epoch: string) => `epoch ${epoch}`,
}

export const keepingTexts = textsFrom('parts', 'keeping', english)
