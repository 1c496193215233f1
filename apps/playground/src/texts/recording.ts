import { textsFrom } from './language.ts'

/** What is said of recording a run. */
export const english = {
  caption: (video: number, gif: number) =>
    `A recording shows the plane, the epoch and the costs while the run plays; to record starts it. A video lasts up to ${video} s. A GIF, for slides and web pages, lasts up to ${gif} s and repeats.`,
  captionGif: (gif: number) =>
    `A recording shows the plane, the epoch and the costs while the run plays; to record starts it. This browser records no video: a GIF lasts up to ${gif} s and repeats.`,
  nothingComes: 'This browser says that it records video, but nothing comes of it. A GIF can be recorded.',
  label: 'Recording',
  record: { video: 'Record video', gif: 'Record GIF' },
  stop: 'Stop',
  under: (seconds: number, most: number) => `Recording: ${seconds} of at most ${most} s`,
  recorded: (seconds: string, epoch: string) => `${seconds} s recorded, up to epoch ${epoch}.`,
  save: (file: string) => `Save ${file}`,
  network: (data: string, sizes: string, activation: string) => `${data}: network ${sizes}, ${activation}`,
  networkWithoutHidden: (data: string, sizes: string) => `${data}: network ${sizes}`,
}

export const recordingTexts = textsFrom('parts', 'recording', english)
