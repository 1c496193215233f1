import { useSignal } from '@preact/signals'
import { Fragment } from 'preact'
import { useEffect } from 'preact/hooks'
import { copy } from '../../controls/copy.ts'
import { frameInTurn } from '../../controls/frame-in-turn.ts'
import { departureWords, trainCommand } from '../../files/command.ts'
import { download } from '../../files/download.ts'
import { tableCsv } from '../../files/table-csv.ts'
import { problem, settings } from '../../session/session.ts'
import { sharingTexts } from '../../texts/sharing.ts'
import type { Frame } from '../../training/frame.ts'

const repeated = frameInTurn(250)

/** The command that repeats the run, where one does. */
export function CommandCard() {
  const { value: now } = repeated
  if (!now) return null
  const why = departureWords(now)
  return (
    <div class="card">
      <h3>{sharingTexts().command}</h3>
      {why ? <p class="caption">{why}</p> : <Command now={now} />}
    </div>
  )
}

function Command({ now }: { readonly now: Frame }) {
  const t = sharingTexts()
  const { table } = problem.value
  const command = trainCommand(settings.value, now.epoch, problem.value)
  const hash = useHash(now)
  return (
    <>
      <p class="caption">{t.commandRepeats}</p>
      <pre data-reading="command">
        {command.split(/ (?=--)/).map((part, i) => (
          // An option is its place: only its text changes.
          <Fragment key={i}>
            {i > 0 && ' '}
            <span>{part}</span>
          </Fragment>
        ))}
      </pre>
      <p class="caption hash" data-reading="sha256">
        {hash}
      </p>
      <div class="actions">
        <button type="button" onClick={() => void copy(command, t.commandWord)}>
          {t.copyCommand}
        </button>
        <button type="button" onClick={() => download(table.source, tableCsv(table), 'text/csv')}>
          {t.download(table.source)}
        </button>
      </div>
    </>
  )
}

/** The hash of the parameters of a frame; '…' while it trains or is computed. */
function useHash({ parameters, playing }: Frame): string {
  const hash = useSignal('…')
  useEffect(() => {
    hash.value = '…'
    if (playing) return
    let current = true
    void import('../../files/hash.ts').then(async ({ hashOf }) => {
      const found = await hashOf(parameters)
      if (current) hash.value = found
    })
    return () => {
      current = false
    }
  }, [parameters, playing, hash])
  return hash.value
}
