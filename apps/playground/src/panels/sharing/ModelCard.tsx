import { useSignal, useSignalEffect } from '@preact/signals'
import { download } from '../../files/download.ts'
import { openModel, openWaiting, waiting } from '../../files/opening.ts'
import { shownRun } from '../../session/going-on.ts'
import { currentLink, linkCarriesData, told } from '../../session/session.ts'
import { whole } from '../../texts/numbers.ts'
import { sharingTexts } from '../../texts/sharing.ts'

/** The run as a file, a file as the run, and what the network says of every row. */
export function ModelCard() {
  const t = sharingTexts()
  const said = useSignal('')
  useSignalEffect(openWaiting)
  const tell = async (work: () => Promise<string>) => {
    said.value = ''
    try {
      said.value = await work()
    } catch (error) {
      said.value = told(error)
    }
  }
  return (
    <div class="card">
      <h3>{t.model}</h3>
      <p class="caption">
        {t.modelWhat} {t.modelReads('leven predict', 'leven inspect', 'leven train')}
      </p>
      <div class="actions">
        <button type="button" onClick={() => void tell(save)}>
          {t.saveModel}
        </button>
        <label class="file">
          <input
            type="file"
            class="unseen"
            accept=".safetensors"
            onChange={({ currentTarget }) => {
              const [file] = currentTarget.files ?? []
              if (file) void tell(() => openModel(file))
              // The same file can be chosen again.
              currentTarget.value = ''
            }}
          />
          <span class="as-button">{t.openModel}</span>
        </label>
        <button type="button" onClick={() => void tell(savePredictions)}>
          {t.downloadPredictions}
        </button>
      </div>
      <p class="caption" role="status">
        {said.value || (waiting.value ? t.modelWaits : '')}
      </p>
    </div>
  )
}

async function save(): Promise<string> {
  // What a link cannot bring back is not noted as one.
  const link = linkCarriesData.value ? currentLink() : undefined
  const run = await shownRun()
  if (!run) return ''
  const { writeModel } = await import('../../files/model-file.ts')
  const bytes = await writeModel(run.problem, run.frame, run.settings, link)
  const name = `${stem(run.problem.table.source)}.safetensors`
  download(name, bytes, 'application/octet-stream')
  return sharingTexts().saved(name)
}

async function savePredictions(): Promise<string> {
  const run = await shownRun()
  if (!run) return ''
  const { predictionsCsv } = await import('../../files/model-file.ts')
  const { table, encoder } = run.problem
  const { network, parameters } = run.frame
  const name = `${stem(table.source)}-predictions.csv`
  download(name, await predictionsCsv({ network, parameters, encoder }, table), 'text/csv')
  return sharingTexts().predictionsSaved(name, whole(table.rows))
}

function stem(file: string): string {
  return file.replace(/\.[^.]*$/, '')
}
