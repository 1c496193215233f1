import { useSignal } from '@preact/signals'
import { forgetCode } from '../../session/kept-code.ts'
import { told } from '../../session/session.ts'
import { keepingTexts } from '../../texts/keeping.ts'
import { forget } from './keep.ts'

/** What this browser keeps, and the way to have it forget that at any time. */
export function KeptCard() {
  const t = keepingTexts()
  const said = useSignal('')
  const forgetEverything = async () => {
    said.value = ''
    try {
      forgetCode()
      await forget(true)
      said.value = keepingTexts().forgotten
    } catch (error) {
      said.value = told(error)
    }
  }
  return (
    <div class="card">
      <h3>{t.title}</h3>
      <p class="caption">{t.what}</p>
      <div class="actions">
        <button type="button" onClick={() => void forgetEverything()}>
          {t.forgetEverything}
        </button>
      </div>
      <p class="caption" role="status">
        {said.value}
      </p>
    </div>
  )
}
