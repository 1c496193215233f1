import { sharingTexts } from '../../texts/sharing.ts'
import { About } from '../about/About.tsx'
import { KeptCard } from '../keeping/KeptCard.tsx'
import { PicturesCard } from '../pictures/PicturesCard.tsx'
import { ClassCard } from './ClassCard.tsx'
import { CommandCard } from './CommandCard.tsx'
import { EmbedCard } from './EmbedCard.tsx'
import { LinkCard } from './LinkCard.tsx'
import { ModelCard } from './ModelCard.tsx'
import './sharing.css'

/** The ways by which a run leaves the page, and comes back; and what the page is, to be cited. */
export function Sharing() {
  return (
    <>
      <section class="sharing" aria-labelledby="sharing-title">
        <h2 id="sharing-title">{sharingTexts().title}</h2>
        <div class="cards">
          <LinkCard />
          <ModelCard />
          <CommandCard />
          <PicturesCard />
          <ClassCard />
          <EmbedCard />
          <KeptCard />
        </div>
      </section>
      <About />
    </>
  )
}
