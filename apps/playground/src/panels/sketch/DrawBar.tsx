import { ClassMark } from '../../controls/ClassMark.tsx'
import { Slider } from '../../controls/fields.tsx'
import { colorNames } from '../../data/class-styles.ts'
import { reach } from '../../data/points.ts'
import { blocked, source } from '../../session/session.ts'
import { mostLinked } from '../../settings/points-link.ts'
import { whole, within } from '../../texts/numbers.ts'
import './draw.css'
import { canRedo, canUndo, inkHeight, inkLabel, pointsNow, redo, sketch, stroke, undo } from './drawing.ts'
import { mostPoints } from './sketch.ts'
import { tool } from './tool.ts'

/** What is drawn with: the class or the height; undo, redo, and an empty plane. */
export function DrawBar() {
  const points = pointsNow()
  const { heights } = sketch()
  const drawn = source.value.kind === 'drawn'
  return (
    <div class="draw-bar">
      {tool.value === 'add' && (heights ? <HeightInk /> : <ClassInk />)}
      <div class="draw-actions">
        <button type="button" disabled={!canUndo.value} onClick={undo}>
          Undo
        </button>
        <button type="button" disabled={!canRedo.value} onClick={redo}>
          Redo
        </button>
        <button
          type="button"
          disabled={points.length === 0}
          onClick={() => stroke((before) => ({ ...before, points: [], held: [] }))}
        >
          Empty the plane
        </button>
      </div>
      <p class="caption" role="status">
        {blocked.value || `${whole(points.length)} points.`}
        {points.length >= mostPoints && ' No more can be drawn.'}
        {drawn && points.length > mostLinked && (
          <> A link carries at most {whole(mostLinked)}: download them to keep them.</>
        )}
      </p>
    </div>
  )
}

function ClassInk() {
  return (
    <fieldset class="inks">
      <legend class="unseen">Class to draw</legend>
      {colorNames.map((name) => (
        <label key={name} title={name}>
          <input
            type="radio"
            name="ink"
            checked={inkLabel.value === name}
            onChange={() => {
              inkLabel.value = name
            }}
          />
          <span class="ink">
            <ClassMark labels={[name]} index={0} />
          </span>
          <span class="unseen">{name}</span>
        </label>
      ))}
    </fieldset>
  )
}

function HeightInk() {
  return (
    <Slider
      label="Height to draw"
      value={inkHeight.value}
      least={-1.5}
      most={1.5}
      step={0.05}
      text={within(2 * reach, inkHeight.value)}
      onChange={(value) => {
        inkHeight.value = value
      }}
    />
  )
}
