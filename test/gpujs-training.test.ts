import { test } from 'vitest'
import { trains } from '../packages/backend-gpujs/test/page.ts'
import { epochs, expectEqualTraining, table } from './gpujs-training.ts'

test.each(['webasm', 'cpu'] as const)(
  'gpujs:%s trains the breast-cancer table for 200 epochs within its bars, to the metrics of backend-cpu',
  async (mode) => expectEqualTraining(await trains(mode, table, epochs)),
  60_000,
)
