import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { forTraining } from '../../data/problem.ts'
import { shapeProblem } from '../../data/shape-problem.ts'
import { drawHeatMap, predictionColors } from '../../painting/heat-map.ts'
import { drawMarks } from '../../painting/marks.ts'
import { palette } from '../../painting/palette.ts'
import { heightScale, sceneOf } from '../../painting/scene.ts'
import type { Painter } from './painter.ts'
import type { Preset } from './presets.ts'
import { usePromised } from './use-promised.ts'

/** Pixels along the side of the picture, and of the prediction in it. */
const side = 208
const fine = 52

/** The points of a preset, and what is learned of them once that is there. */
export function PresetPicture(props: {
  readonly preset: Preset
  readonly painter: Pick<Painter, 'prediction'>
  onFault(error: unknown): void
}) {
  const { preset, painter, onFault } = props
  const canvas = useRef<HTMLCanvasElement>(null)
  const colors = palette.value
  const problem = useMemo(() => shapeProblem(preset.settings), [preset])
  const T = usePromised(
    () => painter.prediction(forTraining(problem), preset.settings, preset.epochs, fine),
    onFault,
  )
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.clearRect(0, 0, side, side)
    if (T) {
      const area = document.createElement('canvas')
      drawHeatMap(area, fine, predictionColors(colors, T, problem.labels, heightScale))
      context.drawImage(area, 0, 0, side, side)
    }
    const marks = { size: side, radius: 3 }
    drawMarks(context, colors, problem.training, sceneOf(problem), { ...marks, hollow: false })
    drawMarks(context, colors, problem.test, sceneOf(problem), { ...marks, hollow: true })
  }, [T, problem, colors])
  return <canvas ref={canvas} width={side} height={side} data-pictured={T ? 'learned' : 'points'} />
}
