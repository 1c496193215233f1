import { textsFrom } from './language.ts'

/** What went wrong while something was computed, and what to do about it. */
export const english = {
  /** What a package says, which is English. */
  reported: (sentence: string) => sentence,
  wrong: (reason: string) => `Something went wrong: ${reason}`,
  resetOrReload: 'Reset the run, or reload the page.',
  againOrReload: 'Try again, or reload the page.',
  failed: (backend: string, reason: string) => `${backend} failed: ${reason}.`,
  goesOn: (backend: string) => `The run goes on with ${backend}.`,
  goesOnFrom: (backend: string, epoch: number, lost: string) =>
    `The run goes on with ${backend} from epoch ${epoch}, the last that was kept. Choose ${lost} again to go back to it.`,
  accelerate: "Turn hardware acceleration on in the browser's settings, or stay with cpu.",
  diverged: (epoch: number) =>
    `Training diverged by epoch ${epoch}: the cost or a weight is no longer a number.`,
  lowerRate: (rate: number, epoch: number) =>
    `Lower the learning rate, now ${rate}; this is epoch ${epoch}, the last that was well.`,
  lowerRateOrMend: (rate: number, epoch: number) =>
    `Look at your code, or lower the learning rate, now ${rate}; this is epoch ${epoch}, the last that was well.`,
  comparisonDiverged: (epoch: number) =>
    `Training diverged in epoch ${epoch} of the comparison: a weight is no longer a number.`,
  lowerRateOrEpochs: 'Lower the learning rate, or compare fewer epochs.',
  onlyRelu: 'Your code is for hidden layers of ReLU units, and this network has none or others.',
  onlyPlain: 'Your code is plain gradient descent, without momentum, Adam or L2.',
  tooSlow: (seconds: number) => `Your code took longer than ${seconds} seconds for one step.`,
  stopped: (exercise: string) => `Your ${exercise} stopped:`,
  stoppedAt: (exercise: string, line: number) => `Your ${exercise} stopped at line ${line}:`,
  coreTakesOver: 'Core’s code goes on from here. Mend yours and train with it again.',
  coreGoesOn: 'Core’s code goes on. Train with yours again, and the page goes back to that.',
  noWorker: 'The worker for this could not start.',
  connectThenReload: 'Check the connection, then reload the page.',
  noHashes: 'This browser computes hashes only for pages over https or from this machine.',
  openOverHttps: 'Open the page over https.',
  noTable: 'The table of the example could not be fetched.',
  connectThenAgain: 'Check the connection and try again.',
}

export const faultsTexts = textsFrom('parts', 'faults', english)
