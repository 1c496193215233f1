import type { Command } from 'commander'
import type { Done } from './declare/command.ts'
import { declareBackends, declareConform, declareGradcheck } from './declare/device.ts'
import { declareExport, declareServe } from './declare/leave.ts'
import { declareEvaluate, declareExplain, declareInspect, declarePredict } from './declare/model.ts'
import { declareSweep, declareWorker } from './declare/sweep.ts'
import { declareDoctor } from './declare/table.ts'
import { declareCompare, declareCrossvalidate, declareTrain } from './declare/train.ts'

/** Declares every command. A command's code is loaded when it is called, so that help is quick. */
export function declareCommands(program: Command, done: Done): void {
  declareTrain(program, done)
  declareDoctor(program, done)
  declareSweep(program, done)
  declareWorker(program, done)
  declareEvaluate(program, done)
  declarePredict(program, done)
  declareCrossvalidate(program, done)
  declareExplain(program, done)
  declareInspect(program, done)
  declareExport(program, done)
  declareServe(program, done)
  declareGradcheck(program, done)
  declareBackends(program, done)
  declareCompare(program, done)
  declareConform(program, done)
}
