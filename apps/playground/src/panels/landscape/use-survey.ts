import { useEffect, useRef, useState } from 'preact/hooks'
import { survey } from '../../session/surveying.ts'
import type { Frame } from '../../training/frame.ts'
import type { Landscape } from '../../training/landscape.ts'
import { type SliceChosen, sliceOf } from './choice.ts'

/** What the landscape panel shows. */
export interface Surveyed {
  readonly landscape: Landscape
  /** Whether it is of the slice and the network that are asked for; else those are being surveyed. */
  readonly current: boolean
}

/** A landscape, and what it was asked for. */
interface Answer {
  readonly landscape: Landscape
  readonly key: string
  readonly generation: number
  readonly sizes: string
}

/**
 * The landscape of a slice, surveyed while `active`: anew for another slice or network and when the run rests at
 * another moment. While it plays the map stays, since a survey takes the device from the training.
 * @returns the newest landscape of a network of these sizes, until the one that is asked for is there: a map that went
 *   away meanwhile would pull the page from under the reader, and itself out of the window, where nothing is surveyed.
 */
export function useSurvey(
  chosen: SliceChosen | undefined,
  now: Frame | undefined,
  active: boolean,
): Surveyed | undefined {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined)
  const wanted = useRef(0)
  const generation = now?.generation
  const moment = now && !now.playing ? now.parameters : undefined
  const key = JSON.stringify(chosen)
  const sizes = String(now?.network.sizes)
  useEffect(() => {
    if (!active || !chosen || !now || generation === undefined) return
    const turn = ++wanted.current
    void survey(sliceOf(chosen, now.network)).then((landscape) => {
      if (landscape && turn === wanted.current) setAnswer({ landscape, key, generation, sizes })
    })
    // A slice is its key
  }, [active, key, generation, moment])
  if (answer?.sizes !== sizes) return undefined
  return { landscape: answer.landscape, current: answer.generation === generation && answer.key === key }
}
