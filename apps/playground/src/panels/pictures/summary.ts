import { significant, whole } from '../../texts/numbers.ts'
import { picturesTexts } from '../../texts/pictures.ts'
import type { Frame } from '../../training/frame.ts'

/** Where the run stands, in a line: a picture that has left the page still says of what it is. */
export function summary({ epoch, training, test }: Frame): string {
  return [
    `${picturesTexts().epoch} ${whole(epoch)}`,
    `${picturesTexts().trainingCost} ${significant(training.cost)}`,
    `${picturesTexts().testCost} ${significant(test.cost)}`,
  ].join(' · ')
}
