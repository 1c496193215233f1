import type { BelowTexts } from '../catalogue.ts'

/** What is tried with the derivation, in German: the check, the mistakes, the walk. */
export const checking: Pick<BelowTexts, 'gradientCheck' | 'mistakes' | 'walk'> = {
  gradientCheck: {
    title: 'Gradienten prüfen',
    about:
      'Bewege jeden Parameter p ein wenig in beide Richtungen: (J(p + h) − J(p − h)) / 2h ist seine Ableitung n, ganz ohne Herleitung. Die Gradienten a aus (11)–(14) müssen damit übereinstimmen.',
    checking: 'Jeder Parameter wird geprüft …',
    agree: (epoch, worst) =>
      `Bei Epoche ${epoch} stimmt jeder Block überein; die größte relative Abweichung ist ${worst}.`,
    differ: (epoch, worst, limit) =>
      `Bei Epoche ${epoch} weicht ein Block um ${worst} ab; richtige Gradienten bleiben unter ${limit}.`,
    table: 'Die Prüfung der Gradienten, Block für Block',
    block: 'Block',
    compared: 'Verglichen',
    kinks: 'Knicke',
    verdict: 'Urteil',
    verdicts: {
      agrees: 'stimmt überein',
      differs: 'weicht ab',
      zero: '0 auf beiden Seiten, was nichts zeigt',
      kink: 'ausgelassen, ein Knick',
    },
    zeroKey: '0 auf beiden Seiten: nichts zu vergleichen, wie bei einem toten Neuron',
    kinkKey: 'ausgelassen: Eine ReLU wechselt zwischen J(p − h) und J(p + h) die Seite',
    noKinks: '(hier keine)',
    agreementOf: (block) => `Übereinstimmung von ${block}`,
    entry: (block, row, column, verdict) => `${block}, ${row}, ${column} ${verdict}`,
    entryWith: (entry, analytic, numeric) => `${entry}: analytisch ${analytic}, numerisch ${numeric}`,
  },
  mistakes: {
    title: 'Fehler einbauen',
    about: (epochs) =>
      `Vier Fehler, die leicht passieren. Jeder läuft in einer Kopie des Codes; dein eigenes Netz bleibt, wie es ist. Beide beginnen bei den Parametern von jetzt: Die Prüfung vergleicht Gradienten, dann wird ein Schritt wiederholt, und ${epochs} Epochen werden neben den richtigen trainiert.`,
    mistakes: 'Fehler',
    names: {
      dropMean: 'Das 1/m weglassen',
      flipSign: 'Das Vorzeichen umdrehen',
      forgetTranspose: 'Das Transponieren vergessen',
      updateFirst: 'W2 zuerst aktualisieren',
    },
    what: {
      dropMean:
        'Die letzten Zeilen der handschriftlichen Notizen haben es verloren. Jeder Gradient zeigt in die richtige Richtung und ist m-mal zu lang.',
      flipSign: 'Das Residuum verkehrt herum: Jeder Schritt geht bergauf.',
      forgetTranspose:
        'W[l] statt seiner Transponierten, so wie es in den handschriftlichen Notizen steht, trägt das Residuum in die Schicht darunter.',
      updateFirst:
        'Die obere Schicht bewegt sich, bevor die Schicht darunter ihren Gradienten genommen hat; der sieht dann Gewichte, die schon neu sind.',
    },
    working: 'Wird geprüft und trainiert …',
    refused: 'Die Formen lassen es nicht zu:',
    refusedWhat:
      'Kein Gradient, kein Training: die beste Art von Fehler. Gib jeder Schicht gleich viele Neuronen, und er liefe, und nur die Prüfung der Gradienten würde es merken.',
    found: 'Die Prüfung findet es:',
    foundWorst: (worst) => `Die größte relative Abweichung ist ${worst}.`,
    unseen: 'Die Prüfung sieht es nicht:',
    unseenWorst: (worst) => `Die größte relative Abweichung ist ${worst}, wie bei richtigen Gradienten.`,
    onlyOrder:
      'Die Gradienten sind an jedem einzelnen Punkt richtig; nur die Reihenfolge der Schritte ist falsch, und die Prüfung macht keine.',
    nothingToSpoil: 'Dieses Netz gibt dem Fehler nichts zu verderben.',
    replay: 'Ein Schritt, wiederholt:',
    sameStep: 'Jeder Block bewegt sich wie beim richtigen Schritt.',
    blockApart: (block, difference) => `${block} (relative Abweichung ${difference})`,
    otherStep: (blocks) => `Er bewegt ${blocks} anders als der richtige Schritt.`,
    othersRight: 'Die anderen bewegen sich, wie sie sollen.',
    training: 'Training:',
    costs: (epochs, right, broken) =>
      `Nach ${epochs} Epochen ist J ohne den Fehler ${right} und mit ihm ${broken}.`,
    same: 'Die beiden Läufe sind in jeder Epoche gleich.',
    apart: (epoch, difference) => `Am weitesten auseinander sind sie bei Epoche ${epoch}, um ${difference}.`,
    noNumber: (epoch) => `Bei Epoche ${epoch} sind die Kosten mit dem Fehler keine Zahl mehr.`,
    curves: (epochs, from, to, broken) =>
      `Kosten über ${epochs} Epochen. Richtig: von ${from} auf ${to}. Mit dem Fehler: auf ${broken}.`,
    epoch: 'Epoche',
    rightRun: 'richtig',
    brokenRun: 'mit Fehler',
    costAxis: 'Kosten J, logarithmisch',
    costAxisClipped: 'Kosten J, logarithmisch; der Lauf mit dem Fehler verlässt das Bild',
  },
  walk: {
    title: 'Durch dieses Beispiel gehen',
    forward: (step, steps, equation) => `Schritt ${step} von ${steps}, vorwärts: ${equation}.`,
    backward: (step, steps, equation) => `Schritt ${step} von ${steps}, rückwärts: ${equation}.`,
    previous: 'Schritt zurück',
    next: 'Schritt vor',
    play: 'Ablaufen lassen',
    pause: 'Anhalten',
    pace: 'Je Schritt',
    seconds: (count) => `${count} s`,
    end: 'Beenden',
  },
}
