import { type Signal, signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { Panel, Seed, Slider } from '../../controls/fields.tsx'
import { derivations, derivedNames } from '../../data/derived.ts'
import { drawnTable } from '../../data/drawn.ts'
import { reach } from '../../data/points.ts'
import { drawPoints, recipeOf, type Shape, shapeNames } from '../../data/shapes.ts'
import { drawMarks } from '../../painting/marks.ts'
import { palette } from '../../painting/palette.ts'
import { blocked, change, problem, settings, source } from '../../session/session.ts'
import { ranges } from '../../settings/settings.ts'
import { isShown } from '../../settings/view.ts'
import { dataTexts } from '../../texts/data.ts'
import { withWords } from '../../texts/language.ts'
import { percent, signed, whole } from '../../texts/numbers.ts'
import { TableButton, TableSettings } from '../csv/table-parts.tsx'
import { GalleryLink } from '../gallery/GalleryLink.tsx'

/** What is learned from. */
export function DataPanel() {
  const { shape, testShare } = settings.value
  const { value: from } = source
  const { kind } = from
  const t = dataTexts()
  return (
    <Panel title={t.title} name="data" aside={isShown('shapes') && <GalleryLink />}>
      <fieldset class="shapes">
        <legend class="unseen">{t.dataSet}</legend>
        {(isShown('shapes') ? shapeNames : []).map((name) => (
          <label key={name} title={t.shapes[name]}>
            <input
              type="radio"
              name="shape"
              checked={kind === 'shape' && name === shape}
              onChange={() => change({ shape: name })}
            />
            <Thumbnail shape={name} />
            <span class="unseen">{t.shapes[name]}</span>
          </label>
        ))}
        {isShown('table') && <TableButton />}
      </fieldset>
      {kind === 'shape' && <ShapeSettings />}
      {kind === 'shape' && shape === 'spiral' && <AdvicePlace />}
      {kind === 'table' && <TableSettings />}
      {from.kind === 'drawn' && (
        <p class="caption">
          {t.drawnPoints(whole(from.points.length))} {blocked.value}
        </p>
      )}
      {kind !== 'table' && isShown('derived') && <DerivedInputs />}
      <Slider
        name="testShare"
        label={t.heldOut}
        value={testShare}
        least={ranges.testShare.least}
        most={ranges.testShare.most}
        step={0.05}
        text={percent(testShare)}
        onChange={(value) => change({ testShare: value })}
      />
      {isShown('download') && (
        <button type="button" class="download" onClick={() => void downloadTable()}>
          {t.download}
        </button>
      )}
    </Panel>
  )
}

/** Saves the points, or the table, as they are. */
async function downloadTable(): Promise<void> {
  const [{ download }, { tableCsv }] = await Promise.all([
    import('../../files/download.ts'),
    import('../../files/table-csv.ts'),
  ])
  const table =
    source.value.kind === 'drawn' ? drawnTable(source.value, settings.value.derived) : problem.value.table
  download(table.source, tableCsv(table), 'text/csv')
}

/** What is fetched for the data set that the usual settings do not learn. */
const advice: Signal<ComponentType | undefined> = signal(undefined)

function AdvicePlace() {
  useEffect(() => {
    void withWords(import('./SpiralAdvice.tsx')).then(({ SpiralAdvice }) => {
      advice.value = SpiralAdvice
    })
  }, [])
  const { value: SpiralAdvice } = advice
  return SpiralAdvice ? <SpiralAdvice /> : null
}

/** What is learned from beside x1 and x2: columns that are computed of them, in the table and in its CSV too. */
function DerivedInputs() {
  const { derived } = settings.value
  return (
    <fieldset class="derived">
      <legend>{dataTexts().derived}</legend>
      {derivedNames.map((name) => (
        <label key={name} class="switch">
          <input
            type="checkbox"
            checked={derived.includes(name)}
            onChange={({ currentTarget: { checked } }) =>
              change({
                derived: derivedNames.filter((each) => (each === name ? checked : derived.includes(each))),
              })
            }
          />
          {derivations[name].written}
        </label>
      ))}
    </fieldset>
  )
}

/** What decides the points of a data set that is drawn. */
function ShapeSettings() {
  const { shape, noise, size, dataSeed } = settings.value
  const t = dataTexts()
  return (
    <>
      <p class="caption">{t.shapes[shape]}</p>
      <Slider
        name="noise"
        label={t.noise}
        value={noise}
        least={ranges.noise.least}
        most={ranges.noise.most}
        step={0.01}
        text={signed(noise)}
        onChange={(value) => change({ noise: value })}
      />
      <Slider
        name="points"
        label={t.points}
        value={size}
        least={ranges.size.least}
        most={ranges.size.most}
        step={20}
        text={whole(size)}
        onChange={(value) => change({ size: value })}
      />
      <Seed
        name="dataSeed"
        label={t.dataSeed}
        value={dataSeed}
        onChange={(value) => change({ dataSeed: value })}
      />
    </>
  )
}

/** Pixels along a thumbnail's side. */
const side = 88

const ends = { lower: -reach, upper: reach }

function Thumbnail({ shape }: { readonly shape: Shape }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = palette.value
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.clearRect(0, 0, side, side)
    const recipe = recipeOf(shape)
    const labels = recipe.task === 'regression' ? [] : recipe.labels
    const spots = drawPoints(shape, 90, 0.06, 1).map((point, row) => ({
      row,
      across: point.x1,
      up: point.x2,
      target: 'height' in point ? point.height : labels.indexOf(point.label),
    }))
    const scene = { across: ends, up: ends, labels, height: (target: number) => target }
    drawMarks(context, colors, spots, scene, { size: side, radius: 3.6, hollow: false })
  }, [shape, colors])
  return <canvas ref={canvas} width={side} height={side} />
}
