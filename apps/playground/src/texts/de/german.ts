import type { Catalogue } from '../catalogue.ts'
import { board } from './board.ts'
import { reading } from './reading.ts'
import { sharing } from './sharing.ts'

/** Every text of the page, in German. */
export const german: Catalogue = { ...board, ...sharing, ...reading }
