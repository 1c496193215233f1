import { deviceTexts } from '../../texts/device.ts'

/** How far a job has come, in words and as a bar, and the way to stop it. */
export function Progress(props: {
  readonly label: string
  readonly done: number
  readonly all: number
  onCancel(): void
}) {
  const { label, done, all, onCancel } = props
  return (
    <div class="job">
      <label>
        <span>{label}</span>
        <progress value={done} max={Math.max(1, all)} />
      </label>
      <button type="button" onClick={onCancel}>
        {deviceTexts().cancel}
      </button>
    </div>
  )
}
