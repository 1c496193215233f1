import { opened } from '../../../session/session.ts'
import { networkTexts } from '../../../texts/network.ts'
import { LinkEditor } from './LinkEditor.tsx'
import { chosen } from './links.ts'
import { NeuronEditor } from './NeuronEditor.tsx'

/** What changes the numbers of the weight and the unit that are chosen; a hint where none is. */
export function Editors() {
  return (
    <>
      <LinkEditor />
      {opened.value ? <NeuronEditor /> : !chosen.value && <p class="hint">{networkTexts().hint}</p>}
    </>
  )
}
