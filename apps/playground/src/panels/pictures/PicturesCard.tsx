import { useComputed, useSignal } from '@preact/signals'
import { fits, type Problem } from '../../data/problem.ts'
import { download } from '../../files/download.ts'
import { type Palette, palette } from '../../painting/palette.ts'
import { frame, problem, told } from '../../session/session.ts'
import { type english, picturesTexts } from '../../texts/pictures.ts'
import type { Frame } from '../../training/frame.ts'
import { RecordRow } from './recording/RecordRow.tsx'

type Picture = keyof typeof english.names
type Format = keyof typeof english.format

const pictures: readonly Picture[] = ['plane', 'network', 'curves']
const formats: readonly Format[] = ['png', 'svg']

/** Pictures of the run to take away. */
export function PicturesCard() {
  const said = useSignal('')
  const { value: ready } = useComputed(
    () => frame.value !== undefined && fits(problem.value, frame.value.network.sizes),
  )
  const take = async (picture: Picture, format: Format) => {
    const now = frame.peek()
    if (!now) return
    try {
      said.value = picturesTexts().saved(await save(picture, format, now, problem.value, palette.value))
    } catch (error) {
      said.value = told(error)
    }
  }
  return (
    <div class="card">
      <h3>{picturesTexts().title}</h3>
      <p class="caption">{picturesTexts().caption}</p>
      {pictures.map((picture) => (
        <div class="actions" key={picture}>
          {picturesTexts().names[picture]}
          {formats.map((format) => (
            <button
              type="button"
              key={format}
              disabled={!ready}
              aria-label={picturesTexts().save(
                picturesTexts().names[picture],
                picturesTexts().format[format],
              )}
              onClick={() => void take(picture, format)}
            >
              {picturesTexts().format[format]}
            </button>
          ))}
        </div>
      ))}
      <p class="caption" role="status">
        {said.value}
      </p>
      <RecordRow ready={ready} />
    </div>
  )
}

/** Draws a picture and saves it; returns its file's name. */
async function save(
  picture: Picture,
  format: Format,
  now: Frame,
  about: Problem,
  colors: Palette,
): Promise<string> {
  const svg = await draw(picture, now, about, colors)
  const name = `${about.table.source.replace(/\.[^.]*$/, '')}-${picture}.${format}`
  if (format === 'svg') {
    download(name, svg, 'image/svg+xml')
    return name
  }
  const { rasterise } = await import('./rasterise.ts')
  const png = await rasterise(svg)
  download(name, new Uint8Array(await png.arrayBuffer()), 'image/png')
  return name
}

async function draw(picture: Picture, now: Frame, about: Problem, colors: Palette): Promise<string> {
  switch (picture) {
    case 'plane':
      return (await import('./plane-svg.ts')).planeSvg(now, about, colors)
    case 'network':
      return (await import('./network-svg.ts')).networkSvg(now, about, colors)
    case 'curves':
      return (await import('./curves-svg.ts')).curvesSvg(now, colors)
  }
}
