import { notice, told } from '../../session/session.ts'
import { broughtTexts } from '../../texts/brought.ts'
import { withWords } from '../../texts/language.ts'
import { type Brought, bring } from './bring.ts'

/** What opens models, once one was dropped: it may wait for the table that comes next. */
let opening: typeof import('../../files/opening.ts') | undefined

/** Learns from what was brought, or opens the model; what stands in the way becomes the notice. */
export async function take([brought, ...others]: readonly Brought[]): Promise<void> {
  if (brought === undefined) return
  if (others.length > 0) {
    notice.value = broughtTexts().several
    return
  }
  try {
    if (typeof brought !== 'string' && isModel(brought)) {
      opening ??= await withWords(import('../../files/opening.ts'))
      notice.value = await opening.openModel(brought)
      return
    }
    await bring(brought)
    opening?.openWaiting()
  } catch (error) {
    notice.value = told(error)
  }
}

function isModel({ name }: File): boolean {
  return /\.safetensors$/i.test(name)
}
