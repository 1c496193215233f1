import type { Backend } from '@leven/core'
import { expose } from 'comlink'
import { openBackend } from '../../training/backends.ts'
import type { Bench } from './bench.ts'
import { refusal } from './refusal.ts'

// Each job is fetched when it is asked for: the suite brings fast-check, the proof the model.
const bench: Bench = {
  async check(name, runs, heard) {
    try {
      const { check } = await import('./check.ts')
      return await check(name, () => openBackend(name), runs, heard)
    } catch (error) {
      return refusal(error)
    }
  },
  async race(asked, heard) {
    const opened: Backend[] = []
    try {
      const { race } = await import('./race.ts')
      const [first, second] = asked.backends
      const one = await openBackend(first)
      opened.push(one)
      const other = await openBackend(second)
      opened.push(other)
      return await race(asked, [one, other], heard)
    } catch (error) {
      return refusal(error)
    } finally {
      for (const on of opened) await on.close()
    }
  },
  async prove(csv, heard) {
    try {
      const { prove } = await import('./prove.ts')
      const on = await openBackend('cpu')
      try {
        return await prove(csv, on, heard)
      } finally {
        await on.close()
      }
    } catch (error) {
      return refusal(error)
    }
  },
}

expose(bench)
