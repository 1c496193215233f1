import { useEffect, useRef } from 'preact/hooks'
import { stepAlone } from '../../session/session.ts'
import { exercisesTexts } from '../../texts/exercises.ts'

/** Says that the learner's own code takes the steps, and lets core's take them again. */
export function OwnCodeStrip() {
  const t = exercisesTexts()
  const strip = useRef<HTMLParagraphElement>(null)
  useEffect(() => strip.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <p ref={strip} class="notice own-code">
      <span>
        <strong>{t.yoursTrains}</strong> {t.picturesAreCores}
      </span>
      <button type="button" onClick={stepAlone}>
        {t.trainWithCore}
      </button>
    </p>
  )
}
