import type { ExercisesTexts } from '../catalogue.ts'

const plural = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`

/** The exercises, in German. */
export const exercises: ExercisesTexts = {
  exercises: {
    title: 'Selbst schreiben',
    about:
      'Mach aus den Gleichungen JavaScript, mit Matrizen. Dein Code läuft in einer Sandbox dieses Browsers, ohne Netzwerk, und bleibt hier.',
    exercises: 'Übungen',
    passed: ', bestanden',
    titles: { backpropagate: 'Zurückrechnen', gradients: 'Gradienten', update: 'Aktualisieren' },
    asked: {
      backpropagate:
        'Von der Vorhersage zurück zu beiden Schichten: wofür jede gewichtete Summe einstehen muss, Beispiel für Beispiel. Jedes dZ hat die Form seines Z.',
      gradients:
        'Von jedem dZ zum Gradienten seiner Gewichte und Biase: das Mittel über die m Beispiele. Jeder Gradient hat die Form seines Parameters.',
      update:
        'Ein ganzer Schritt Gradientenabstieg. forward, (6)–(9), ist da; backpropagate und gradients sind deine. Jeder Gradient ist einer der Parameter vor dem Schritt.',
    },
    hints: {
      backpropagate:
        'dZ2 braucht eine Funktion. dZ1 braucht drei: dZ2 geht durch die Gewichte zurück, durch die es kam, daher die Transponierte, und dann nur dort, wo die ReLU etwas durchließ: Ihre Steigung wird bei Z1 genommen. Wenn die Formen passen, bist du fast am Ziel.',
      gradients:
        'Der Gradient eines Gewichts multipliziert sein dZ mit dem, was durch das Gewicht hereinkam: oben A1, unten X. Das Produkt mit einer Transponierten summiert schon über die Beispiele; bei einem Bias tut es rowSums. Dann mit 1 / m skalieren.',
      update:
        'Zuerst const { dZ2, dZ1 } = backpropagate({ T, Y, W2, Z1 }), dann ebenso die vier Gradienten. Erst dann W2 = subtract(W2, scale(alpha, dW2)), und so weiter für alle vier.',
    },
    partOf: (numbers) => `in ${numbers}`,
    yourCode: (title) => `Dein Code: ${title}`,
    keys: 'Tab rückt ein. Um den Editor zu verlassen, drücke Escape und dann Tab.',
    check: 'Prüfen',
    checking: 'Wird geprüft …',
    beginAgain: 'Neu beginnen',
    yoursTrains: 'Dein Code trainiert dieses Netz.',
    picturesAreCores: 'Bilder und Kosten rechnet core.',
    trainWithCore: 'Mit dem Code von core trainieren',
    toWriteWith: 'Womit du schreiben kannst',
    hint: 'Ein Hinweis',
    solution: 'Die Lösung',
    useSolution: 'In den Editor übernehmen',
    functions: {
      forward: 'der Vorwärtsdurchlauf: { Z1, A1, Z2, T }',
      multiply: 'A B, das Produkt von Matrizen',
      transpose: 'Aᵀ',
      add: 'A + B',
      subtract: 'A − B',
      hadamard: 'A ⊙ B, Eintrag für Eintrag',
      scale: 'c A, eine Zahl mal eine Matrix',
      rowSums: 'die Summe jeder Zeile, als Spalte',
      reluSlope: 'ReLU′(Z): 1 für z > 0, sonst 0',
      map: 'f von jedem Eintrag',
      matrix: 'die n × m-Matrix aus f(i, j)',
      shape: 'ihre Form',
      at: 'ein Eintrag; i und j zählen ab 0',
    },
    sandbox: 'Sandbox deines Codes',
    noSandbox:
      'Die Sandbox für deinen Code ist nicht gestartet. Lade die Seite neu oder versuche einen anderen Browser.',
    judgement: {
      title: 'Was die Gesetze sagen',
      nothing: 'Noch nichts: Schreibe, dann prüfe es.',
      changed: 'Du hast den Code seitdem geändert. Prüfe ihn noch einmal.',
      goTo: (title) => `Zu „${title}“`,
      notYet: 'Noch nicht:',
      blocked: (by) => `update ruft ${by} auf, das nicht besteht.`,
      stopped: 'Abgebrochen:',
      endless: (seconds) =>
        `Dein Code kam in ${seconds} Sekunden nicht zu einem Ende. Suche eine Schleife, deren Bedingung wahr bleibt.`,
      unreadable: 'Es lässt sich nicht lesen.',
      allHold: (laws) => `Alle ${laws} Gesetze gelten.`,
      judgedIn: (seconds) => `Beurteilt in ${seconds} s.`,
      doNotHold: (broken, laws) =>
        `${broken} von ${laws} Gesetzen ${broken === 1 ? 'gilt' : 'gelten'} nicht.`,
      atLine: (line) => `Zeile ${line}:`,
      outcomes: { holds: 'gilt', broken: 'gilt nicht', 'not tried': 'nicht erprobt' },
      showWhere: (law) => `Zeigen, wo Gesetz ${law} bricht`,
      show: 'Zeigen',
    },
    laws: {
      backpropagateRuns: 'Es läuft auf jedem Netz, und dZ2 und dZ1 haben die Formen von Z2 und Z1.',
      dZ2: 'dZ2 ist T − Y.',
      dZ1: 'dZ1 ist dZ2 durch die Transponierte von W2, wo die Steigung der ReLU bei Z1 gleich 1 ist.',
      backpropagateWitnessed: 'Beide stimmen mit zentralen Differenzen des Verlusts jedes Beispiels überein.',
      gradientsRun: 'Es läuft auf jedem Netz, und jeder Gradient hat die Form seines Parameters.',
      dW2: 'dW2 ist das Mittel über die Beispiele von dZ2 mal A1, (11).',
      db2: 'db2 ist das Mittel über die Beispiele von dZ2, (12).',
      dW1: 'dW1 ist das Mittel über die Beispiele von dZ1 mal X, (13).',
      db1: 'db1 ist das Mittel über die Beispiele von dZ1, (14).',
      gradientsWitnessed: 'Alle vier stimmen mit zentralen Differenzen der Kosten J überein.',
      updateRuns: 'Es läuft auf jedem Netz, und jeder Parameter behält seine Form.',
      upperStep: 'W2 und b2 bewegen sich um −α mal ihre Gradienten, (15) und (16).',
      lowerStep: 'W1 und b1 bewegen sich um −α mal ihre, genommen bevor W2 sich bewegt hat, (17) und (18).',
      updateWitnessed: 'Der Schritt durch −α stimmt mit zentralen Differenzen der Kosten J überein.',
      inputsKept: 'Es lässt die Matrizen, die es bekommt, wie sie waren.',
      staysFinite: 'Es bleibt endlich, wo Vorhersagen genau 0 oder 1 sind.',
    },
    counterexample: {
      title: (law) => `Das kleinste Netz, das Gesetz ${law} bricht`,
      table: 'Deine Zahlen neben den richtigen',
      entry: 'Eintrag',
      yours: 'Deine',
      right: 'Richtig',
      witness: 'Nach zentraler Differenz',
      kink: 'keine: ein Knick',
      further: (count) => `Und ${count} weitere.`,
      network: (inputs, hidden, outputs, instances, alpha) =>
        `${plural(inputs, 'Eingabe', 'Eingaben')}, ${plural(hidden, 'verborgenes Neuron', 'verborgene Neuronen')}, ${plural(outputs, 'Ausgabe', 'Ausgaben')}; ${plural(instances, 'Beispiel', 'Beispiele')}${instances > 1 ? ', die Zahlen nebeneinander' : ''}. α = ${alpha}.`,
      allNumbers: 'Alle seine Zahlen',
      everyNumber: 'Jede Zahl dieses Netzes, wie sie sein sollte',
      drawing: (inputs, hidden, outputs) => `Ein Netz aus ${inputs}, ${hidden} und ${outputs} Neuronen.`,
      weights: (first, second) => `Gewichte W1: ${first}. W2: ${second}.`,
    },
    train: {
      title: 'Damit trainieren',
      whenAllPass: 'Wenn alle drei Übungen bestehen, trainiert dein Code das Netz dieser Seite.',
      starting: 'Wird gestartet …',
      again: 'Noch einmal damit trainieren',
      train: 'Mit deinem Code trainieren',
      allPass: 'Alle drei bestehen.',
      goesOn: 'Dein Code macht mit dem Netz oben weiter, von da aus, wo es jetzt ist.',
      changes: (to) => `Dein Code ist der der Notizen, deshalb wechselt die Seite zu: ${to}.`,
      oneHidden: 'eine verborgene Schicht',
      relu: 'ReLU-Neuronen',
      plain: 'einfacher Gradientenabstieg',
      noL2: 'kein L2',
      comma: (one, other) => `${one}, ${other}`,
      and: (one, other) => `${one} und ${other}`,
      deeper:
        'Seine oberen zwei Schichten sind das Netz der Notizen; darunter machen dein backpropagate und dein gradients weiter, Schicht für Schicht.',
    },
  },
}
