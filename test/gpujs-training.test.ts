import { test } from 'vitest'
import { trains } from '../packages/backend-gpujs/test/page.ts'
import { epochs, expectEqualTraining, table } from './gpujs-training.ts'

// headless-gl compiles for three minutes: packages/backend-gpujs/scripts/headlessgl.sh asks for it.
const onDemand = process.env.LEVEN_HEADLESSGL ? (['headlessgl'] as const) : []

test.each(['webasm', 'cpu', ...onDemand] as const)(
  'gpujs:%s trains the breast-cancer table for 200 epochs within its bars, to the metrics of backend-cpu',
  async (mode) => expectEqualTraining(await trains(mode, table, epochs)),
  60_000,
)
