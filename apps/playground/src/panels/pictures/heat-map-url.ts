import { drawHeatMap } from '../../painting/heat-map.ts'

/** A heat-map, side × side, as the address of a PNG that holds it. */
export function heatMapUrl(side: number, colorAt: (pixel: number) => number): string {
  const canvas = document.createElement('canvas')
  drawHeatMap(canvas, side, colorAt)
  return canvas.toDataURL('image/png')
}
