import { useState } from 'preact/hooks'
import { cardSearchTexts } from '../../texts/card-search.ts'
import { allCards, type Card, search } from './cards.ts'
import type { DerivationProps } from './derivation-props.ts'

/** Finds every card of the derivation, those of the other view too, and goes to it. */
export function CardSearch({ props, onGo }: { readonly props: DerivationProps; onGo(card: Card): void }) {
  const t = cardSearchTexts()
  const [cards, setCards] = useState<readonly Card[]>([])
  const [asked, setAsked] = useState('')
  const found = search(cards, asked)
  return (
    <search class="card-search">
      <label class="stacked">
        <span class="name">{t.label}</span>
        <input
          type="search"
          value={asked}
          placeholder={t.hint}
          // The cards are the network's, which may be another by now.
          onFocus={async () => setCards(await allCards(props))}
          onInput={({ currentTarget }) => setAsked(currentTarget.value)}
          onKeyDown={({ key }) => {
            const [first] = found
            if (key === 'Enter' && first) onGo(first)
          }}
        />
      </label>
      <p class="derivation-unseen" role="status">
        {asked.trim() !== '' && t.found(found.length)}
      </p>
      {found.length > 0 && (
        <ul>
          {found.map((card) => (
            <li key={`${card.view} ${card.id}`}>
              <button type="button" class="derivation-button" onClick={() => onGo(card)}>
                {card.label} {card.title} ({card.view === 'batch' ? t.ofBatch : t.ofInstance})
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  )
}
