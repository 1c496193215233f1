import { ClassMark } from '../../controls/ClassMark.tsx'
import { Slider } from '../../controls/fields.tsx'
import { StayingButton } from '../../controls/StayingButton.tsx'
import { colorNames } from '../../data/class-styles.ts'
import { reach } from '../../data/points.ts'
import { blocked, source } from '../../session/session.ts'
import { mostLinked } from '../../settings/points-link.ts'
import { drawingTexts } from '../../texts/drawing.ts'
import { whole, within } from '../../texts/numbers.ts'
import './draw.css'
import { canRedo, canUndo, inkHeight, inkLabel, pointsNow, redo, sketch, stroke, undo } from './drawing.ts'
import { mostPoints } from './sketch.ts'
import { tool } from './tool.ts'

/** What is drawn with: the class or the height; undo, redo, and an empty plane. */
export function DrawBar() {
  const t = drawingTexts()
  const points = pointsNow()
  const { heights } = sketch()
  const drawn = source.value.kind === 'drawn'
  return (
    <div class="draw-bar">
      {tool.value === 'add' && (heights ? <HeightInk /> : <ClassInk />)}
      <div class="draw-actions">
        <StayingButton idle={!canUndo.value} onPress={undo}>
          {t.undo}
        </StayingButton>
        <StayingButton idle={!canRedo.value} onPress={redo}>
          {t.redo}
        </StayingButton>
        <StayingButton
          idle={points.length === 0}
          onPress={() => stroke((before) => ({ ...before, points: [], held: [] }))}
        >
          {t.empty}
        </StayingButton>
      </div>
      <p class="caption" role="status">
        {blocked.value || t.count(whole(points.length))}
        {points.length >= mostPoints && ` ${t.noMore}`}
        {drawn && points.length > mostLinked && ` ${t.linkCarries(whole(mostLinked))}`}
      </p>
    </div>
  )
}

function ClassInk() {
  return (
    <fieldset class="inks">
      <legend class="unseen">{drawingTexts().classToDraw}</legend>
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
      label={drawingTexts().heightToDraw}
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
