import { textsFrom } from './language.ts'

/** Drawing points on the plane. */
export const english = {
  undo: 'Undo',
  redo: 'Redo',
  empty: 'Empty the plane',
  count: (points: string) => `${points} points.`,
  noMore: 'No more can be drawn.',
  linkCarries: (most: string) => `A link carries at most ${most}: download them to keep them.`,
  classToDraw: 'Class to draw',
  heightToDraw: 'Height to draw',
  plane: 'drawing plane',
  add: 'Plane to draw on. Arrow keys move the cursor, with Shift in small steps. Enter places a point, the keys 1 to 8 choose its class, Delete erases, Control Z takes back.',
  move: 'Plane to draw on. Arrow keys move the cursor, with Shift in small steps. Enter picks the nearest point up and puts it down, Delete erases, Control Z takes back.',
  erase:
    'Plane to draw on. Arrow keys move the cursor, with Shift in small steps. Enter erases the nearest point, Delete erases, Control Z takes back.',
  pointAt: (label: string, place: string) => `A ${label} point at ${place}.`,
  heightAt: (height: string, place: string) => `Height ${height} at ${place}.`,
  putDown: (place: string) => `Put down at ${place}.`,
  noneNear: 'No point is near enough.',
  pickedUp: 'Picked up. Arrow keys move it, Enter puts it down.',
  erased: 'Erased.',
  chosen: (label: string) => `Class ${label}.`,
}

export const drawingTexts = textsFrom('parts', 'drawing', english)
