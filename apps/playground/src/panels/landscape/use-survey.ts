import { useEffect, useRef, useState } from 'preact/hooks'
import { survey } from '../../session/surveying.ts'
import type { Frame } from '../../training/frame.ts'
import type { Landscape } from '../../training/landscape.ts'
import { type SliceChosen, sliceOf } from './choice.ts'

/** A landscape, and which network it is of. */
export interface Surveyed {
  readonly landscape: Landscape
  readonly key: string
  readonly generation: number
}

/**
 * The landscape of a slice, surveyed while `active`: anew for another slice or network and when the run rests at
 * another moment. While it plays the map stays, since a survey takes the device from the training.
 */
export function useSurvey(chosen: SliceChosen | undefined, now: Frame | undefined, active: boolean) {
  const [surveyed, setSurveyed] = useState<Surveyed | undefined>(undefined)
  const wanted = useRef(0)
  const generation = now?.generation
  const moment = now && !now.playing ? now.parameters : undefined
  const key = JSON.stringify(chosen)
  useEffect(() => {
    if (!active || !chosen || !now || generation === undefined) return
    const turn = ++wanted.current
    void survey(sliceOf(chosen, now.network)).then((landscape) => {
      if (landscape && turn === wanted.current) setSurveyed({ landscape, key, generation })
    })
    // A slice is its key
  }, [active, key, generation, moment])
  return surveyed?.generation === generation && surveyed?.key === key ? surveyed?.landscape : undefined
}
