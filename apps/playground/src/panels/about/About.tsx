import { useState } from 'preact/hooks'
import { copied, copy } from '../../controls/copy.ts'
import { aboutTexts } from '../../texts/about.ts'
import './about.css'
import { citation, version } from './citation.ts'
import { documents, type ShippedDocument } from './documents.ts'

/** Who made the page, its licence, how to cite it, and the texts that came with it. */
export function About() {
  const t = aboutTexts()
  return (
    <section class="about" aria-labelledby="about-title">
      <h2 id="about-title">{t.title}</h2>
      <p>
        {t.made(version)} {t.address}
      </p>
      <h3>{t.cite}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre class="about-text" tabIndex={0} data-reading="citation">
        {citation}
      </pre>
      <div class="actions">
        <button type="button" onClick={() => void copy(citation, t.citation)}>
          {t.copyCitation}
        </button>
        <span role="status">{copied.value.startsWith(t.citation) ? copied.value : ''}</span>
      </div>
      {documents.map((shipped) => (
        <DocumentText key={shipped.path} shipped={shipped} />
      ))}
    </section>
  )
}

/** A text, fetched when it is opened. */
function DocumentText({ shipped }: { readonly shipped: ShippedDocument }) {
  const t = aboutTexts()
  const [text, setText] = useState('')
  const open = async () => {
    if (text === '') setText((await shipped.read()).default)
  }
  return (
    <details
      class="about-document"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) void open()
      }}
    >
      <summary>
        {t.documents[shipped.name]} <code>{shipped.path}</code>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre class="about-text" tabIndex={0} lang="en">
        {text || t.loading}
      </pre>
    </details>
  )
}
