import type { PartTexts } from '../catalogue.ts'

/** What went wrong, in German. */
export const faults: PartTexts['faults'] = {
  reported: (sentence) => sentence,
  wrong: (reason) => `Etwas ging schief: ${reason}`,
  resetOrReload: 'Setze den Lauf zurück oder lade die Seite neu.',
  againOrReload: 'Versuche es noch einmal oder lade die Seite neu.',
  failed: (backend, reason) => `${backend} ist gescheitert: ${reason}.`,
  goesOn: (backend) => `Der Lauf geht mit ${backend} weiter.`,
  goesOnFrom: (backend, epoch, lost) =>
    `Der Lauf geht mit ${backend} von Epoche ${epoch} aus weiter, der letzten, die aufgehoben wurde. Wähle ${lost} erneut, um dorthin zurückzukehren.`,
  accelerate: 'Schalte in den Einstellungen des Browsers die Hardwarebeschleunigung ein oder bleibe bei cpu.',
  diverged: (epoch) =>
    `Das Training ist bei Epoche ${epoch} divergiert: Die Kosten oder ein Gewicht sind keine Zahl mehr.`,
  lowerRate: (rate, epoch) =>
    `Verringere die Lernrate, jetzt ${rate}; dies ist Epoche ${epoch}, die letzte, die in Ordnung war.`,
  lowerRateOrMend: (rate, epoch) =>
    `Sieh deinen Code durch oder verringere die Lernrate, jetzt ${rate}; dies ist Epoche ${epoch}, die letzte, die in Ordnung war.`,
  comparisonDiverged: (epoch) =>
    `Das Training ist in Epoche ${epoch} des Vergleichs divergiert: Ein Gewicht ist keine Zahl mehr.`,
  lowerRateOrEpochs: 'Verringere die Lernrate oder vergleiche weniger Epochen.',
  onlyRelu:
    'Dein Code ist für verborgene Schichten aus ReLU-Neuronen, und dieses Netz hat keine oder andere.',
  onlyPlain: 'Dein Code ist einfacher Gradientenabstieg, ohne Momentum, Adam oder L2.',
  tooSlow: (seconds) => `Dein Code brauchte für einen Schritt länger als ${seconds} Sekunden.`,
  stopped: (exercise) => `Dein ${exercise} brach ab:`,
  stoppedAt: (exercise, line) => `Dein ${exercise} brach in Zeile ${line} ab:`,
  coreTakesOver: 'Ab hier macht der Code von core weiter. Verbessere deinen und trainiere wieder mit ihm.',
  coreGoesOn: 'Der Code von core macht weiter. Trainiere wieder mit deinem, und die Seite kehrt dazu zurück.',
  noWorker: 'Der Worker dafür konnte nicht starten.',
  connectThenReload: 'Prüfe die Verbindung und lade dann die Seite neu.',
  noHashes: 'Dieser Browser berechnet Hashes nur für Seiten über https oder von diesem Rechner.',
  openOverHttps: 'Öffne die Seite über https.',
  noTable: 'Die Tabelle des Beispiels konnte nicht geladen werden.',
  connectThenAgain: 'Prüfe die Verbindung und versuche es noch einmal.',
}
