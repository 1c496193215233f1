import type { PartTexts } from '../catalogue.ts'

/** The lessons, in German. */
export const lessons: PartTexts['lessons'] = {
  number: (place) => `Lektion ${place}`,
  leave: 'Lektion verlassen',
  steps: 'Schritte der Lektion',
  next: (title) => `Weiter: ${title}`,
  nextLesson: (title) => `Nächste Lektion: ${title}`,
  of: {
    'one-neuron': {
      question: 'Was kann ein einzelnes Neuron über die Ebene sagen?',
      steps: [
        {
          title: 'Zwei Wolken',
          text: 'Drücke Start. Das Neuron addiert seine zwei Eingaben, jede mal ein Gewicht, und einen Bias; die Sigmoidfunktion macht aus der Summe eine Wahrscheinlichkeit. Wo die Summe 0 ist, ist die Wahrscheinlichkeit ein halb: die kräftige Linie. Fast jeder Punkt landet auf der richtigen Seite.',
        },
        {
          title: 'Von Hand',
          text: 'Halte an und wähle die Ausgabe im Diagramm. Ihr Bias verschiebt die Linie, ihre Gewichte drehen sie. Größere Gewichte machen den Übergang von einer Seite zur anderen steiler.',
        },
        {
          title: 'Zwei Ringe',
          text: 'Nun zwei Ringe. Wie lange es auch lernt, etwa die Hälfte der Punkte bleibt falsch: Keine gerade Linie trennt einen Ring von dem, was er umschließt.',
        },
      ],
    },
    'why-hidden-units': {
      question: 'Wie viele Linien braucht es, um einen Ring einzuzäunen?',
      steps: [
        {
          title: 'Ein Neuron',
          text: 'Ein verborgenes Neuron ist eine Linie. Starte mit voller Geschwindigkeit: Es schneidet eine Seite des Rings ab, mehr nicht.',
        },
        {
          title: 'Zwei Neuronen',
          text: 'Zwei Neuronen ergeben ein Band zwischen zwei Linien. Besser, aber beide Enden bleiben offen.',
        },
        {
          title: 'Drei Neuronen',
          text: 'Drei Linien schließen ein Dreieck, und fast jeder Punkt wird richtig eingeordnet. Sieh dir an, was jedes Neuron zeichnet: Jedes ist eine Seite des Zauns, und die Ausgabe zählt sie zusammen.',
        },
      ],
    },
    backpropagation: {
      question: 'Wie erfährt ein Gewicht der ersten Schicht von einem Fehler an der Ausgabe?',
      steps: [
        {
          title: 'Vorwärts',
          text: 'Sieh dir unten die Herleitung an: Sie zeigt ein Beispiel. Seine zwei Zahlen gehen durch W[1] zu den verborgenen Neuronen und durch W[2] zur Ausgabe; die Kosten vergleichen das mit der Wahrheit.',
        },
        {
          title: 'Rückwärts',
          text: 'Der Fehler an der Ausgabe ist die Vorhersage minus die Wahrheit. Jedes verborgene Neuron bekommt seinen Anteil: den Fehler, mal das Gewicht, das dorthin führt, mal die Steigung seiner Aktivierung. ReLU hat Steigung 0, wo sie aus ist: Ein solches Neuron bekommt nichts.',
        },
        {
          title: 'Ein Schritt',
          text: 'Drücke „Beispiel“. Jedes Gewicht bewegt sich gegen seinen Gradienten, α-mal so weit. Ein Neuron, das bei diesem Beispiel aus war, behält seine Gewichte bis auf die letzte Stelle.',
        },
      ],
    },
    'learning-rate': {
      question: 'Warum nicht größere Schritte machen und früher fertig sein?',
      steps: [
        {
          title: 'α = 0,03',
          text: 'Mit α = 0,03 sinken die Kosten stetig, aber langsam. Trainiere dreihundert Epochen und merke dir die Kosten.',
        },
        { title: 'α = 0,3', text: 'Mit α = 0,3 bringen dieselben Epochen sie viel weiter herunter.' },
        {
          title: 'α = 10',
          text: 'Mit α = 10 schießen die ersten Schritte über das Ziel hinaus. Die Kosten enden höher, als sie begannen, und bleiben dort: Verborgene Neuronen sind gestorben, und ein totes Neuron hat keinen Gradienten, der es zurückbringt.',
        },
        {
          title: 'Sattel, α = 10',
          text: 'In einer Regression begrenzt nichts die Kosten. Jeder Schritt schießt weiter hinaus als der letzte, bis die Zahlen enden. Die Seite hält an und sagt, warum.',
        },
      ],
    },
    'vanishing-gradients': {
      question: 'Fünf verborgene Schichten sind mehr als eine. Warum lernen sie weniger?',
      steps: [
        {
          title: 'Sigmoid, fünf Schichten',
          text: 'Trainiere dreihundert Epochen: Die Kosten bleiben, wo ein Münzwurf sie hinlegen würde. Die Steigung der Sigmoidfunktion ist höchstens ein Viertel, und jede Schicht multipliziert noch einmal mit ihr: Am Anfang sind die Gradienten der ersten Schicht weniger als ein Hundertstel derer der letzten.',
        },
        {
          title: 'Sigmoid, eine Schicht',
          text: 'Mit einer verborgenen Schicht aus denselben Neuronen lernt dieselbe Regel: Der Fehler muss durch eine Steigung hindurch, nicht durch fünf.',
        },
        {
          title: 'Leaky ReLU, fünf Schichten',
          text: 'Die Steigung von Leaky ReLU ist 1, wo das Neuron an ist, und nie 0. Dieselben fünf Schichten lernen jetzt.',
        },
      ],
    },
    'batch-size': {
      question: 'Muss ein Schritt erst jeden Punkt ansehen?',
      steps: [
        {
          title: 'Alle Beispiele',
          text: 'Ein Schritt je Epoche, nach dem Mittel über alle 280 Punkte. Die Kurve ist glatt. Trainiere dreißig Epochen und merke dir die Kosten.',
        },
        {
          title: 'Batches zu 16',
          text: 'Achtzehn Schritte je Epoche, jeder nach 16 Punkten. Jeder ist gröber, aber es sind viele: Nach denselben dreißig Epochen, denselben Durchgängen durch die Daten, sind die Kosten weit niedriger.',
        },
        {
          title: 'Einzeln',
          text: 'Mit einem Punkt je Schritt ist der Weg holprig: Hin und wieder steigen die Trainingskosten von einer Epoche zur nächsten, was sie mit allen Beispielen nie taten.',
        },
      ],
    },
    'momentum-and-adam': {
      question: 'Kann ein Schritt aus den Schritten davor lernen?',
      steps: [
        {
          title: 'Gradientenabstieg',
          text: 'Einfache Schritte vergessen den letzten. Trainiere hundert Epochen und merke dir die Kosten.',
        },
        {
          title: 'Momentum',
          text: 'Momentum behält neun Zehntel seiner Geschwindigkeit. Wo Gradienten übereinstimmen, nimmt es Fahrt auf: Beim selben α kommen dieselben Epochen viel weiter.',
        },
        {
          title: 'Adam',
          text: 'Adam teilt außerdem jeden Schritt durch die übliche Größe seines eigenen Gradienten, sodass sich auch kleine Gradienten bewegen. Beim selben α kommt es weiter als einfache Schritte.',
        },
      ],
    },
    overfitting: {
      question: 'Die Trainingskosten sind fast 0. Hat es gelernt?',
      steps: [
        {
          title: 'Dreißig Punkte',
          text: 'Trainiere dreihundert Epochen. Die Trainingskosten gehen gegen null, und die Testkosten steigen über ihren Anfang: Das Netz kennt diese dreißig Punkte auswendig. Nur zurückgehaltene Punkte verraten das.',
        },
        {
          title: 'Mehr Punkte',
          text: 'Fünfhundert Punkte derselben Art lassen sich schlechter auswendig lernen: Trainings- und Testkosten bleiben viel näher beieinander.',
        },
        {
          title: 'Ein kleineres Netz',
          text: 'Wieder dreißig Punkte, und zwei verborgene Neuronen. Es sind zu wenige Gewichte, um sich um einzelne Punkte zu winden: Die Testkosten bleiben unter ihrem Anfang.',
        },
      ],
    },
    regularisation: {
      question:
        'Dreißig verrauschte Punkte und über hundert Gewichte: Was wird gelernt, die Regel oder das Rauschen?',
      steps: [
        {
          title: 'Ohne L2',
          text: 'Trainiere ohne L2 dreihundert Epochen. Die Trainingskosten gehen gegen null, während die Testkosten über ihren Anfang steigen: Die Grenze windet sich um einzelne Punkte.',
        },
        {
          title: 'λ = 0,03',
          text: 'Mit λ = 0,03 kosten große Gewichte etwas. Die dritte Kurve ist das, was nun minimiert wird. Die Grenze wird glatt, und die Testkosten bleiben niedrig.',
        },
        {
          title: 'λ = 0,3',
          text: 'Mit λ = 0,3 zählt nur noch, klein zu sein. Die Gewichte schwinden, und das Netz sagt überall ein halb.',
        },
      ],
    },
    'broken-gradients': {
      question: 'Auch ein falscher Gradient lernt oft noch. Woran merkt man es?',
      steps: [
        {
          title: 'Von vorn',
          text: 'Drücke unten, in der Herleitung, „Gradienten prüfen“. Jedes Gewicht wird ein wenig in beide Richtungen bewegt und die Kosten gemessen: Das ist die Steigung, ohne Backpropagation. Kein Gewicht weicht ab. Eine 0 markiert eine Steigung, die auf beiden Wegen 0 ist und nichts zeigt.',
        },
        {
          title: 'Ohne 1/m',
          text: 'Lass in „Fehler einbauen“ das 1/m weg. Jeder Schritt ist m-mal so lang, und bei dieser Lernrate springen die Kosten hoch und bleiben oben. Die Prüfung sagt, warum: Jeder Gradient ist zu lang, um denselben Faktor.',
        },
        {
          title: 'Vorzeichen, Reihenfolge',
          text: 'Drehe ein Vorzeichen um, und die Kosten steigen, bis die Zahlen enden; auch das findet die Prüfung. Aktualisiere W[2] zuerst, und die Kosten sinken trotzdem, und die Prüfung sieht nichts: Die Gradienten jedes einzelnen Punktes sind richtig. Ein Schritt, neben dem richtigen wiederholt, zeigt es: Die unteren Schichten bewegen sich anders.',
        },
        {
          title: 'Dein eigener',
          text: 'Schreibe sie dann selbst, am Ende der Seite. Die Gesetze urteilen über deinen Code.',
        },
      ],
    },
  },
}
