import { change, settings } from '../../session/session.ts'
import { adviceTexts } from '../../texts/advice.ts'
import { forSpiral, isTaken } from './advice.ts'
import './advice.css'

/** Says of the spiral what would learn it, and sets the page up so. */
export function SpiralAdvice() {
  const t = adviceTexts()
  return (
    <div class="advice">
      <p class="caption">{t.spiral}</p>
      {forSpiral.map((advice) => (
        <button
          key={advice.name}
          type="button"
          aria-pressed={isTaken(advice, settings.value)}
          onClick={() => change(advice.settings)}
        >
          {t.by[advice.name]}
        </button>
      ))}
    </div>
  )
}
