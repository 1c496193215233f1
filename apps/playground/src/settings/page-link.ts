import type { DrawnSource } from '../data/drawn.ts'
import { type Permalink, readPermalink } from './permalink.ts'
import { readPoints } from './points-link.ts'

/** What a link says: the settings, and the points where they were drawn. */
export interface PageLink extends Permalink {
  readonly points: DrawnSource | undefined
}

/** Reads the settings and the drawn points of a link. What cannot be used is refused and named. */
export function readLink(hash: string): PageLink {
  const { settings, refused } = readPermalink(hash)
  const text = new URLSearchParams(hash.replace(/^#/, '')).get('points')
  const points = text === null ? undefined : readPoints(text)
  return { settings, points, refused: text !== null && !points ? [...refused, 'points'] : refused }
}
