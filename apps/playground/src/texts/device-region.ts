import { textsOf } from './language.ts'

/** What computes, and how fast. */
export const english = {
  title: 'This device',
  backend: 'Backend',
  opening: 'opening…',
  epochsASecond: 'Epochs/s',
  framesASecond: 'Frames/s',
}

export const deviceRegionTexts = textsOf('deviceRegion', english)
