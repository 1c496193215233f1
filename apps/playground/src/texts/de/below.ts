import type { BelowTexts } from '../catalogue.ts'
import { checking } from './checking.ts'
import { derivation } from './derivation.ts'

/** What comes with the derivation, in German. */
export const below: BelowTexts = { ...derivation, ...checking }
