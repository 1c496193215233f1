import type { PartTexts } from '../catalogue.ts'
import { advice } from './advice.ts'
import { drawing, scoreCharts } from './charts.ts'
import { faults } from './faults.ts'
import { gallery } from './gallery.ts'
import { keeping, pictures, recording } from './keeping.ts'
import { lessons } from './lessons.ts'
import { ownCode } from './own-code.ts'
import { pointing } from './pointing.ts'
import { reading } from './reading.ts'
import { sharing } from './sharing.ts'
import { shortcuts } from './shortcuts.ts'

/** What is fetched after the board, in Japanese. */
export const parts: PartTexts = {
  ...sharing,
  ...reading,
  lessons,
  keeping,
  pictures,
  recording,
  advice,
  gallery,
  pointing,
  shortcuts,
  faults,
  ownCode,
  scoreCharts,
  drawing,
}
