import type { PartTexts } from '../catalogue.ts'

/** What this browser kept, in German. */
export const keeping: PartTexts['keeping'] = {
  goingOn: (what) =>
    `Es geht weiter, wo du aufgehört hast: ${what}. Das ist nur in diesem Browser gespeichert.`,
  leftOff: (what) => `Du hast hier aufgehört: ${what}. Das ist nur in diesem Browser gespeichert.`,
  goOn: 'Weitermachen',
  forget: 'Vergessen',
  drawnPoints: 'gezeichnete Punkte',
  epoch: (epoch) => `Epoche ${epoch}`,
  title: 'In diesem Browser gespeichert',
  what: 'Der Lauf und seine Daten sind nur hier gespeichert, damit beim Neuladen der Seite nichts verloren geht: von diesem Tab und von bis zu vier früheren Besuchen. Auch was du in den Übungen geschrieben hast, bleibt hier. Lösche alles, bevor du einen Computer verlässt, den auch andere nutzen: Die Seite beginnt dann neu.',
  forgetEverything: 'Alles löschen',
  forgotten: 'Alle Läufe, Tabellen, Zeichnungen und Übungen sind gelöscht.',
}

/** The pictures that leave the page, in German. */
export const pictures: PartTexts['pictures'] = {
  title: 'Bilder',
  caption:
    'Von diesem Zeitpunkt, in den Farben der Seite. Die Kostenkurven sind logarithmisch und ohne L2. SVG bleibt in jeder Größe scharf.',
  names: { plane: 'Ebene', network: 'Netz', curves: 'Kostenkurven' },
  format: { png: 'PNG', svg: 'SVG' },
  save: (picture, format) => `${picture} als ${format} speichern`,
  saved: (file) => `${file} ist gespeichert.`,
  epoch: 'Epoche',
  trainingCost: 'Trainingskosten',
  testCost: 'Testkosten',
  training: 'Training',
  test: 'Test',
}

/** Recording a run, in German. */
export const recording: PartTexts['recording'] = {
  caption: (video, gif) =>
    `Eine Aufnahme zeigt die Ebene, die Epoche und die Kosten, während der Lauf spielt; wer aufnimmt, startet ihn. Ein Video dauert bis zu ${video} s. Ein GIF, für Folien und Webseiten, dauert bis zu ${gif} s und wiederholt sich.`,
  captionGif: (gif) =>
    `Eine Aufnahme zeigt die Ebene, die Epoche und die Kosten, während der Lauf spielt; wer aufnimmt, startet ihn. Dieser Browser nimmt kein Video auf: Ein GIF dauert bis zu ${gif} s und wiederholt sich.`,
  nothingComes:
    'Dieser Browser sagt, dass er Video aufnimmt, aber es kommt nichts dabei heraus. Ein GIF lässt sich aufnehmen.',
  label: 'Aufnahme',
  record: { video: 'Video aufnehmen', gif: 'GIF aufnehmen' },
  stop: 'Beenden',
  under: (seconds, most) => `Aufnahme: ${seconds} von höchstens ${most} s`,
  recorded: (seconds, epoch) => `${seconds} s aufgenommen, bis Epoche ${epoch}.`,
  save: (file) => `${file} speichern`,
  network: (data, sizes, activation) => `${data}: Netz ${sizes}, ${activation}`,
  networkWithoutHidden: (data, sizes) => `${data}: Netz ${sizes}`,
}
