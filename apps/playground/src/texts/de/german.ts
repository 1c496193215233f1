import type { Catalogue } from '../catalogue.ts'
import { board } from './board.ts'

/** Every text of the page, in German. */
export const german: Catalogue = { ...board }
