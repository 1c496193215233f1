import { textsFrom } from './language.ts'

/** The gradient check and what it found. */
export const english = {
  title: 'Check the gradient',
  about:
    'Nudge each parameter p a little both ways: (J(p + h) − J(p − h)) / 2h is its derivative n, without any derivation. The gradients a of (11)–(14) must agree.',
  checking: 'Checking every parameter…',
  agree: (epoch: string, worst: string) =>
    `At epoch ${epoch} every block agrees; the worst relative difference is ${worst}.`,
  differ: (epoch: string, worst: string, limit: string) =>
    `At epoch ${epoch} a block differs by ${worst}; correct gradients stay below ${limit}.`,
  table: 'The gradient check, block by block',
  block: 'Block',
  compared: 'Compared',
  kinks: 'Kinks',
  verdict: 'Verdict',
  verdicts: {
    agrees: 'agrees',
    differs: 'differs',
    zero: '0 on both sides, which shows nothing',
    kink: 'left out, a kink',
  },
  zeroKey: '0 on both sides: nothing to compare, as of a dead unit',
  kinkKey: 'left out: a ReLU changes sides between J(p − h) and J(p + h)',
  noKinks: '(none here)',
  agreementOf: (block: string) => `Agreement of ${block}`,
  entry: (block: string, row: number, column: number, verdict: string) =>
    `${block}, ${row}, ${column} ${verdict}`,
  entryWith: (entry: string, analytic: string, numeric: string) =>
    `${entry}: analytic ${analytic}, numeric ${numeric}`,
}

export const gradientCheckTexts = textsFrom('below', 'gradientCheck', english)
