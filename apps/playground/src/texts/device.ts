import { textsFrom } from './language.ts'

/** Whether this device computes right, how its backends differ, and whether the README's promise holds on it. */
export const english = {
  cancel: 'Cancel',
  epochOf: (epoch: number, epochs: number) => `Epoch ${epoch} of ${epochs}`,
  check: {
    title: 'Check this device',
    about:
      'Every backend must keep the same laws: each of its operations stays within an error bar that is derived from its arithmetic, memory comes back bit for bit, and training repeats. Each law is tried on random cases.',
    cases: 'Cases for each law',
    two: 'two',
    twenty: 'twenty',
    hundred: 'a hundred',
    copy: 'Copy as text',
    progress: (backend: string, done: number, laws: string) => `${backend}: ${done} of ${laws} laws`,
    progressBroken: (progress: string, broken: number) => `${progress}, ${broken} broken`,
    backends: 'Backends of this device',
    backend: 'Backend',
    lawsKept: 'Laws kept',
    largestError: 'Largest error',
    seconds: 'Seconds',
    device: 'Device',
    notHere: 'Not here.',
    breaks: (backend: string) => `${backend} breaks a law.`,
    everyLaw: 'Every law, as text',
    keptOf: (kept: number, laws: number) => `${kept} of ${laws}`,
    ofItsBar: (share: string) => `${share} of its bar`,
    beyondItsBar: 'beyond its bar',
    inSoftware: (device: string) => `${device}, in software`,
    kept: (kept: number, all: number) => `${kept} of ${all} backends keep every law.`,
    broken: (count: number) =>
      count === 1 ? '1 breaks some: do not train on it.' : `${count} break some: do not train on them.`,
    absent: (count: number) => (count === 1 ? '1 is not here.' : `${count} are not here.`),
    stopped: 'The check was stopped before the others.',
    copied: 'Copied.',
    notCopied: 'This browser does not allow copying: take the text from “Every law”.',
  },
  race: {
    title: 'Two backends side by side',
    about:
      'From the weights of now, both take the same steps. Each adds in its own order and rounds in its own way: the difference grows from the last digits. The run above is not touched.',
    first: 'First',
    second: 'Second',
    epochs: 'Epochs',
    compare: 'Compare',
    firstWeights: 'the first weights',
    epoch: (epoch: string) => `epoch ${epoch}`,
    same: (one: string, other: string, epochs: number, from: string) =>
      `${one} and ${other} have the same float32 numbers through all ${epochs} epochs from ${from}.`,
    apart: (one: string, other: string, epoch: number, from: string, epochs: number, most: string) =>
      `${one} and ${other} are apart after epoch ${epoch} from ${from}; after ${epochs}, by ${most} at most.`,
    byBlock: 'Difference of each parameter block',
    block: 'Block',
    largest: 'Largest difference',
    ulps: 'Units in the last place',
    apartAfter: 'Apart after epoch',
    never: 'never',
    chart: 'Largest difference of any parameter, by epoch',
    chartWords: (first: string, last: string, epochs: number) =>
      `The largest difference of any parameter: ${first} after 1 epoch, ${last} after ${epochs}.`,
  },
  prove: {
    title: 'Prove it here',
    about:
      'The README trains a network on 569 tumours and prints the hash of its parameters: the same on every machine. Train it in this browser and compare.',
    here: 'Here',
    same: (epochs: number, seconds: string) => `The same after ${epochs} epochs in ${seconds} seconds.`,
    other: (epochs: number, seconds: string) => `Another hash after ${epochs} epochs in ${seconds} seconds.`,
    sameMeans:
      'Every bit of every weight is what the command line computes: split, first weights, shuffles and each of the sums.',
    otherMeans:
      'This browser computes other bits than the machines that were tried. Check this device, and please report both hashes with the browser and the processor.',
  },
}

export const deviceTexts = textsFrom('device', 'device', english)
