import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { download } from '../../../files/download.ts'
import { frame, told } from '../../../session/session.ts'
import { significant, whole } from '../../../texts/numbers.ts'
import { recordingTexts } from '../../../texts/recording.ts'
import { type Kind, kinds, longest } from './kinds.ts'
import type { Recorded } from './record.ts'

/** Records the run, and offers what was recorded. Nothing of it is fetched before it is asked for. */
export function RecordRow({ ready }: { readonly ready: boolean }) {
  const t = recordingTexts()
  const under = useSignal<{ readonly kind: Kind; readonly seconds: number } | undefined>(undefined)
  const recorded = useSignal<Recorded | undefined>(undefined)
  const said = useSignal('')
  const stop = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  const begin = async (kind: Kind) => {
    const now = frame.peek()
    if (!now) return
    const controller = new AbortController()
    stop.current = controller
    under.value = { kind, seconds: 0 }
    recorded.value = undefined
    said.value = ''
    try {
      const { record } = await import('./record.ts')
      const done = await record(kind, now, controller.signal, (seconds) => {
        if (seconds !== under.peek()?.seconds) under.value = { kind, seconds }
      })
      recorded.value = done
      said.value = t.recorded(significant(done.seconds), whole(done.epoch))
    } catch (error) {
      said.value = told(error)
    } finally {
      under.value = undefined
    }
  }

  const { value: now } = under
  const possible = kinds()
  return (
    <>
      <p class="caption">
        {possible.includes('video') ? t.caption(longest.video, longest.gif) : t.captionGif(longest.gif)}
      </p>
      <div class="actions">
        {t.label}
        {possible.map((kind) => (
          <button
            type="button"
            key={kind}
            disabled={now ? now.kind !== kind : !ready}
            onClick={() => (now ? stop.current?.abort() : void begin(kind))}
          >
            {now?.kind === kind ? t.stop : t.record[kind]}
          </button>
        ))}
      </div>
      {now && (
        <p class="caption" role="timer">
          {t.under(now.seconds, longest[now.kind])}
        </p>
      )}
      <p class="caption" role="status">
        {said.value}
      </p>
      {recorded.value && <SaveButton of={recorded.value} />}
    </>
  )
}

function SaveButton({ of: { file, content } }: { readonly of: Recorded }) {
  return (
    <div class="actions">
      <button
        type="button"
        onClick={async () => download(file, new Uint8Array(await content.arrayBuffer()), content.type)}
      >
        {recordingTexts().save(file)}
      </button>
    </div>
  )
}
