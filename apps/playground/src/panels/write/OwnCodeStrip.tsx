import { useEffect, useRef } from 'preact/hooks'
import { frame, stepAlone } from '../../session/session.ts'
import { invitationTexts } from '../../texts/invitation.ts'

/** Says, where training is controlled, that the learner's own code takes the steps. */
export function OwnCodeStrip() {
  const own = frame.value?.steppedBy === 'own code'
  return <div role="status">{own && <Strip />}</div>
}

function Strip() {
  const t = invitationTexts()
  const strip = useRef<HTMLParagraphElement>(null)
  useEffect(() => strip.current?.scrollIntoView({ block: 'center' }), [])
  return (
    <p ref={strip} class="notice own-code">
      <span>
        <strong>{t.yoursTrains}</strong> {t.pictures}
      </span>
      <button type="button" onClick={stepAlone}>
        {t.trainWithCore}
      </button>
    </p>
  )
}
