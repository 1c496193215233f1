import { openCpuBackend } from '@leven/backend-cpu'
import { initialParameters, predict } from '@leven/core'
import { expose } from 'comlink'
import { pixels } from '../../data/plane.ts'
import { firstState, Learner } from '../../learner/learner.ts'
import { networkOf, optimizerOf } from '../../settings/settings.ts'
import type { Painter } from './painter.ts'

const painter: Painter = {
  async prediction(problem, settings, epochs, side) {
    const on = await openCpuBackend()
    try {
      const { l2, batchSize, seed } = settings
      const network = networkOf(settings, problem)
      const rules = {
        optimizer: optimizerOf(settings),
        l2,
        batchSize: batchSize || problem.trainingData.instances,
      }
      const first = firstState(initialParameters(network, seed))
      const learner = new Learner(on, network, problem.trainingData, rules, seed, first)
      while (learner.epoch < epochs) learner.advance('epoch')
      const { layers } = await learner.state()
      return await predict(on, network, layers, pixels(problem.plane, side), side * side)
    } finally {
      await on.close()
    }
  },
}

expose(painter)
