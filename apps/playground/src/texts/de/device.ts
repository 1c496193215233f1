import type { DeviceTexts } from '../catalogue.ts'

/** What can be known of a device, in German. */
export const device: DeviceTexts = {
  device: {
    cancel: 'Abbrechen',
    epochOf: (epoch, epochs) => `Epoche ${epoch} von ${epochs}`,
    check: {
      title: 'Dieses Gerät prüfen',
      about:
        'Jedes Backend muss dieselben Gesetze einhalten: Jede seiner Operationen bleibt innerhalb einer Fehlerschranke, die aus seiner Arithmetik hergeleitet ist, Speicher kommt Bit für Bit zurück, und Training wiederholt sich. Jedes Gesetz wird an zufälligen Fällen erprobt.',
      cases: 'Fälle je Gesetz',
      two: 'zwei',
      twenty: 'zwanzig',
      hundred: 'hundert',
      copy: 'Als Text kopieren',
      progress: (backend, done, laws) => `${backend}: ${done} von ${laws} Gesetzen`,
      progressBroken: (progress, broken) => `${progress}, ${broken} gebrochen`,
      backends: 'Backends dieses Geräts',
      backend: 'Backend',
      lawsKept: 'Eingehaltene Gesetze',
      largestError: 'Größter Fehler',
      seconds: 'Sekunden',
      device: 'Gerät',
      notHere: 'Hier nicht vorhanden.',
      breaks: (backend) => `${backend} bricht ein Gesetz.`,
      everyLaw: 'Jedes Gesetz, als Text',
      keptOf: (kept, laws) => `${kept} von ${laws}`,
      ofItsBar: (share) => `${share} der Schranke`,
      beyondItsBar: 'über der Schranke',
      inSoftware: (device) => `${device}, in Software`,
      kept: (kept, all) => `${kept} von ${all} Backends halten jedes Gesetz ein.`,
      broken: (count) =>
        count === 1
          ? '1 bricht einige: Trainiere nicht damit.'
          : `${count} brechen einige: Trainiere nicht damit.`,
      absent: (count) =>
        count === 1 ? '1 ist hier nicht vorhanden.' : `${count} sind hier nicht vorhanden.`,
      stopped: 'Die Prüfung wurde vor den anderen abgebrochen.',
      copied: 'Kopiert.',
      notCopied: 'Dieser Browser erlaubt das Kopieren nicht: Nimm den Text aus „Jedes Gesetz, als Text“.',
    },
    race: {
      title: 'Zwei Backends nebeneinander',
      about:
        'Von den Gewichten von jetzt aus machen beide dieselben Schritte. Jedes addiert in seiner Reihenfolge und rundet auf seine Weise: Der Unterschied wächst aus den letzten Stellen. Der Lauf oben bleibt, wie er ist.',
      first: 'Erstes',
      second: 'Zweites',
      epochs: 'Epochen',
      compare: 'Vergleichen',
      firstWeights: 'den ersten Gewichten',
      epoch: (epoch) => `Epoche ${epoch}`,
      same: (one, other, epochs, from) =>
        `${one} und ${other} haben durch alle ${epochs} Epochen dieselben float32-Zahlen, ausgehend von ${from}.`,
      apart: (one, other, epoch, from, epochs, most) =>
        `${one} und ${other} sind nach Epoche ${epoch} verschieden, ausgehend von ${from}; nach ${epochs} um höchstens ${most}.`,
      byBlock: 'Unterschied jedes Parameterblocks',
      block: 'Block',
      largest: 'Größter Unterschied',
      ulps: 'Einheiten der letzten Stelle',
      apartAfter: 'Verschieden nach Epoche',
      never: 'nie',
      chart: 'Größter Unterschied eines Parameters, nach Epochen',
      chartWords: (first, last, epochs) =>
        `Der größte Unterschied eines Parameters: ${first} nach 1 Epoche, ${last} nach ${epochs}.`,
    },
    prove: {
      title: 'Hier beweisen',
      about:
        'Die README trainiert ein Netz auf 569 Tumoren und gibt den Hash seiner Parameter aus: auf jedem Rechner denselben. Trainiere es in diesem Browser und vergleiche.',
      here: 'Hier',
      same: (epochs, seconds) => `Derselbe nach ${epochs} Epochen in ${seconds} Sekunden.`,
      other: (epochs, seconds) => `Ein anderer Hash nach ${epochs} Epochen in ${seconds} Sekunden.`,
      sameMeans:
        'Jedes Bit jedes Gewichts ist das, was die Kommandozeile berechnet: Aufteilung, erste Gewichte, Mischen und jede einzelne Summe.',
      otherMeans:
        'Dieser Browser berechnet andere Bits als die Rechner, die erprobt wurden. Prüfe dieses Gerät und melde bitte beide Hashes mit Browser und Prozessor.',
    },
  },
}
