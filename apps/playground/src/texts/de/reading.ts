import type { Catalogue } from '../catalogue.ts'

/** What is read below the board, in German. */
export const reading: Pick<Catalogue, 'landscape' | 'about' | 'cardSearch'> = {
  landscape: {
    title: 'Kostenlandschaft',
    about:
      'Die Trainingskosten, ohne L2, rings um das Netz, wie es jetzt ist: Überall auf der Karte sind zwei Zahlen verschoben, und dieses Gerät berechnet dort die Kosten aller Beispiele. Die Farben folgen dem Rang, von den niedrigsten zu den höchsten Kosten. Die Linie ist der Weg des Laufs: sein Schatten, denn die anderen Zahlen haben sich auch bewegt.',
    over: 'Über',
    numbers: 'zwei Gewichte',
    directions: 'zwei zufällige Richtungen',
    across: 'Waagrecht',
    up: 'Senkrecht',
    seed: 'Startwert der Richtungen',
    weight: (from, to) => `Gewicht von ${from} zu ${to}`,
    bias: (of) => `Bias von ${of}`,
    layer: (number) => `Schicht ${number}`,
    direction: (number) => `Richtung ${number}`,
    surveying: 'Die Kosten werden berechnet …',
    probeAcross: 'Punkt waagrecht',
    probeUp: 'Punkt senkrecht',
    cost: (cost, across, up) => `Kosten ${cost} bei ${across} waagrecht, ${up} senkrecht.`,
    map: (across, up) => `Trainingskosten über ${across}, waagrecht, und ${up}, senkrecht.`,
    range: (lowest, here, highest) => `Niedrigste ${lowest}, hier ${here}, höchste ${highest}.`,
    path: (moments, across, up) =>
      `Der Lauf begann bei ${across} waagrecht, ${up} senkrecht, und kam in ${moments} Zeitpunkten hierher, die aufgehoben sind.`,
    noPath: 'Der Lauf hat noch nicht begonnen.',
    wayOfRun: 'Weg des Laufs',
    low: 'niedrige Kosten',
    high: 'hohe Kosten',
    more: (count) => `${count} weitere Zahlen stehen nicht in den Listen.`,
  },
  about: {
    title: 'Über Leven',
    made: (version) => `Leven ${version}, von den Leven-Autoren („The Leven authors“), unter der MIT-Lizenz.`,
    address:
      'Die Texte unten kamen mit dieser Seite, so wie sie in ihrem Quelltext stehen, auf Englisch; nichts wird von anderswo geholt.',
    cite: 'Zitieren',
    copyCitation: 'Zitat kopieren',
    citation: 'Zitat',
    documents: {
      notes: 'Die Notizen: die Herleitung, Gleichungen (1) bis (18)',
      teaching: 'Für Lehrende: zehn Lektionen mit Zeiten, Fragen und Antworten',
      readme: 'README der Quellen',
      learn: 'Quelltext: der Algorithmus (learn.ts)',
      reference: 'Quelltext: die Arithmetik (reference.ts)',
      backend: 'Quelltext: die Schnittstelle (backend.ts)',
      licence: 'Lizenz',
    },
    loading: 'Wird geladen …',
  },
  cardSearch: {
    label: 'Die Herleitung durchsuchen',
    hint: 'Etwa 11, W[1] oder Residuum',
    ofInstance: 'ein Beispiel',
    ofBatch: 'der Batch',
    found: (count) => (count === 1 ? '1 Gleichung' : `${count} Gleichungen`),
  },
}
