import { useMemo, useRef, useState } from 'preact/hooks'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { useInView } from '../../controls/use-in-view.ts'
import { fits } from '../../data/problem.ts'
import { problem } from '../../session/session.ts'
import { landscapeTexts } from '../../texts/landscape.ts'
import { networkTexts } from '../../texts/network.ts'
import type { SliceChosen } from './choice.ts'
import { LandscapeMap } from './LandscapeMap.tsx'
import './landscape.css'
import { keyOf, parameterList } from './parameter-list.ts'
import { SliceChoice } from './SliceChoice.tsx'
import { type Surveyed, useSurvey } from './use-survey.ts'

const surveyed = frameInTurn(150)

/** The cost over two numbers of the network, or two random directions, with the way of the run on it. */
export function LossLandscape() {
  const t = landscapeTexts()
  const section = useRef<HTMLElement>(null)
  const inView = useInView(section)
  const [chosen, choose] = useState<SliceChosen | undefined>(undefined)
  const now = surveyed.value
  const about = problem.value
  const fitting = now && fits(about, now.network.sizes) ? now : undefined
  const { network, generation } = fitting ?? {}
  // Hundreds of names, and two lists of them to choose from: the network's, not a frame's.
  const lists = useMemo(
    () => (network ? parameterList(network, about) : []),
    [generation, String(network?.sizes), about, t, networkTexts()],
  )
  const slice = useMemo(() => settled(chosen, lists), [chosen, lists])
  const choice = useMemo(
    () => network && slice && <SliceChoice network={network} lists={lists} slice={slice} onChange={choose} />,
    [lists, slice],
  )
  const shown = useSurvey(slice, fitting, inView)
  const [place, height] = useKeptHeight(shown)
  return (
    <section class="landscape" aria-labelledby="landscape-title" ref={section}>
      <h2 id="landscape-title">{t.title}</h2>
      <p class="landscape-about">{t.about}</p>
      {fitting && slice && (
        <>
          {choice}
          <div ref={place} style={{ minHeight: `${height}px` }}>
            {shown ? (
              <LandscapeMap surveyed={shown} now={fitting} lists={lists} />
            ) : (
              <p class="caption" role="status">
                {t.surveying}
              </p>
            )}
          </div>
        </>
      )}
    </section>
  )
}

/** The place of a map, and the height of the last one there: kept while there is none, so that nothing moves. */
function useKeptHeight(shown: Surveyed | undefined) {
  const place = useRef<HTMLDivElement>(null)
  const height = useRef(0)
  // Measured as it goes, while it is still there: to be measured whenever it is drawn, the page would be laid out for it.
  if (shown) height.current = 0
  else height.current ||= place.current?.offsetHeight ?? 0
  return [place, height.current] as const
}

/** What was chosen, where the network has it; else the first two numbers of its first layer. */
function settled(
  chosen: SliceChosen | undefined,
  lists: ReturnType<typeof parameterList>,
): SliceChosen | undefined {
  const known = lists.flat().map(({ place }) => place)
  const [across, up] = known
  if (!across || !up) return undefined
  if (chosen?.kind === 'directions') return chosen
  const has = (place: SliceChosen & { kind: 'numbers' }) =>
    [place.across, place.up].every((one) => known.some((other) => keyOf(one) === keyOf(other)))
  return chosen && has(chosen) ? chosen : { kind: 'numbers', across, up }
}
