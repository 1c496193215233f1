import { useEffect } from 'preact/hooks'
import { Icon } from '../../../controls/Icon.tsx'
import { leftOver } from '../../../controls/left-over.ts'
import { StayingButton } from '../../../controls/StayingButton.tsx'
import { pageTexts } from '../../../texts/page.ts'
import { recordingTexts } from '../../../texts/recording.ts'
import { kinds, leaving, longest } from './kinds.ts'
import type { Recorded } from './record.ts'
import './recording.css'
import { begin, dismiss, end, kept, recorded, said, save, silent, under } from './recorder.ts'

/** Records the run, and offers what was recorded. To leave the card ends it, and the file is offered where one goes. */
export function RecordRow({ ready }: { readonly ready: boolean }) {
  const t = recordingTexts()
  useEffect(() => {
    leftOver.value = undefined
    return () => {
      if (!kept.peek() && (under.peek() || recorded.peek())) leftOver.value = LeftRecording
      end(leaving)
    }
  }, [])
  const { value: now } = under
  const possible = kinds()
  return (
    <>
      <p class="caption">
        {possible.includes('video') && !silent.value
          ? t.caption(longest.video, longest.gif)
          : t.captionGif(longest.gif)}
      </p>
      <div class="actions">
        {t.label}
        {possible.map((kind) => (
          <StayingButton
            key={kind}
            idle={now ? now.kind !== kind : !ready || (kind === 'video' && silent.value)}
            onPress={() => (now ? end() : void begin(kind))}
          >
            {now?.kind === kind ? t.stop : t.record[kind]}
          </StayingButton>
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
      {recorded.value && (
        <div class="actions">
          <SaveButton of={recorded.value} />
        </div>
      )}
    </>
  )
}

/** What was recorded and not saved, when its card is gone. */
function LeftRecording() {
  return (
    <div role="status">
      {said.value && !kept.value && (
        <p class="notice calm left-recording" data-notice="recording">
          <span>{said.value}</span>
          <span class="actions">
            {recorded.value && <SaveButton of={recorded.value} />}
            <button type="button" class="plain" aria-label={pageTexts().dismiss} onClick={dismiss}>
              <Icon name="close" />
            </button>
          </span>
        </p>
      )}
    </div>
  )
}

function SaveButton({ of }: { readonly of: Recorded }) {
  return (
    <button type="button" onClick={() => void save(of)}>
      {recordingTexts().save(of.file)}
    </button>
  )
}
