import { significant, whole } from '../page/numbers.ts'
import type { Frame } from '../training/frame.ts'
import { texts } from './texts.ts'

/** Where the run stands, in a line: a picture that has left the page still says of what it is. */
export function summary({ epoch, training, test }: Frame): string {
  return [
    `${texts.epoch} ${whole(epoch)}`,
    `${texts.trainingCost} ${significant(training.cost)}`,
    `${texts.testCost} ${significant(test.cost)}`,
  ].join(' · ')
}
