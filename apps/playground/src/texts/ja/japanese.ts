import type { Catalogue } from '../catalogue.ts'
import { board } from './board.ts'
import { reading } from './reading.ts'
import { sharing } from './sharing.ts'
import { shortcuts } from './shortcuts.ts'

/** Every text of the page, in Japanese. */
export const japanese: Catalogue = { ...board, ...sharing, ...reading, shortcuts }
