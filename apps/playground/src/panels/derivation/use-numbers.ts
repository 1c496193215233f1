import { isLevenError } from '@leven/core'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Calculation, type Numbers, type Rates } from '../../notes/calculation.ts'
import type { Selection } from '../../session/pointed.ts'
import type { DerivationProps } from './derivation-props.ts'

/** At most ten times a second, and at most a twentieth of the time. */
const shortestPause = 100
const pausePerWork = 20

/** Numbers, with what they were calculated from. */
export interface Shown {
  readonly numbers: Numbers
  readonly rates: Rates
  readonly selection: Selection
  readonly epoch: number
}

/**
 * The numbers of the latest props, calculated while `active`: data are placed anew only when they change,
 * and calculations never overlap. Null until the first is done.
 */
export function useNumbers(props: DerivationProps, active: boolean): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null)
  const latest = useRef(props)
  latest.current = props
  const wake = useRef<() => void>(() => {})

  useEffect(() => {
    if (!active) return
    const desk = new Desk()
    let [running, stale, ended] = [false, true, false]
    const run = async () => {
      if (running) return
      running = true
      while (stale && !ended) {
        stale = false
        const start = performance.now()
        const next = await desk.calculate(latest.current)
        if (next && !ended) setShown(next)
        const took = performance.now() - start
        await new Promise((resolve) => setTimeout(resolve, Math.max(shortestPause, pausePerWork * took)))
      }
      running = false
      if (ended) await desk.clear()
    }
    wake.current = () => {
      stale = true
      void run()
    }
    void run()
    return () => {
      ended = true
      wake.current = () => {}
      if (!running) void desk.clear()
    }
  }, [active])

  const { network, parameters, X, Y, instances, selection, learningRate, l2, epoch } = props
  // Each of them changes the numbers
  useEffect(() => wake.current(), [network, parameters, X, Y, instances, selection, learningRate, l2, epoch])
  return shown
}

/** Keeps the calculation for the data at hand. */
class Desk {
  #calculation: Calculation | undefined
  #of: readonly unknown[] = []

  /** The numbers of some props; none where network, parameters and data do not fit each other, as between two changes. */
  async calculate(props: DerivationProps): Promise<Shown | null> {
    const { network, parameters, X, Y, instances, selection, learningRate, l2, epoch } = props
    const index = selection.kind === 'instance' ? Math.min(selection.index, instances - 1) : -1
    const of = [JSON.stringify(network), X, Y, instances, index]
    try {
      if (of.some((part, i) => part !== this.#of[i])) {
        await this.clear()
        const [inputs, outputs] = [network.sizes[0] ?? 0, network.sizes.at(-1) ?? 0]
        this.#calculation =
          index < 0
            ? await Calculation.open(network, X, Y, instances)
            : await Calculation.open(
                network,
                X.subarray(index * inputs, (index + 1) * inputs),
                Y.subarray(index * outputs, (index + 1) * outputs),
                1,
              )
        this.#of = of
      }
      const rates = { learningRate, l2 }
      const numbers = await this.#calculation?.of(parameters, rates)
      const settled: Selection = index < 0 ? { kind: 'batch' } : { kind: 'instance', index }
      return numbers ? { numbers, rates, selection: settled, epoch } : null
    } catch (error) {
      await this.clear()
      if (!isLevenError(error)) throw error
      return null
    }
  }

  async clear(): Promise<void> {
    const calculation = this.#calculation
    this.#calculation = undefined
    this.#of = []
    await calculation?.close()
  }
}
