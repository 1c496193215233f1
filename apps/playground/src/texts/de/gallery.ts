import type { PartTexts } from '../catalogue.ts'

/** Presets to begin from, in German. */
export const gallery: PartTexts['gallery'] = {
  title: 'Galerie',
  what: 'Jedes Bild wurde eben in diesem Browser gelernt. Wähle eines: Die Seite wird so eingestellt, mit den ersten Gewichten, und Start lernt es vor deinen Augen.',
  of: {
    line: {
      title: 'Eine Gerade',
      text: 'Zwei Wolken und kein verborgenes Neuron: Logistische Regression zieht eine Gerade.',
    },
    bend: { title: 'Ein Bogen', text: 'Zwei Monde und das Netz der Notizen, mit vier verborgenen Neuronen.' },
    fence: {
      title: 'Ein Zaun',
      text: 'Drei Neuronen, jedes eine weiche Gerade, schließen einen Ring um die Mitte.',
    },
    squares: {
      title: 'Quadrate als Eingaben',
      text: 'Noch einmal Kreise, ohne verborgene Neuronen: x₁² und x₂² genügen.',
    },
    product: {
      title: 'Ein Produkt als Eingabe',
      text: 'Entweder-oder ist schwer für eine Gerade, und leicht, sobald x₁x₂ eine Eingabe ist.',
    },
    spiral: { title: 'Eine Spirale', text: 'Zwei Schichten zu acht Neuronen winden sich mit ihr.' },
    arms: {
      title: 'Drei Klassen',
      text: 'Drei Arme und ein Softmax: Jeder Ort gehört der wahrscheinlichsten.',
    },
    saddle: { title: 'Eine Fläche', text: 'Regression: die Höhen eines Sattels, mit acht Neuronen.' },
    overfitting: {
      title: 'Zu gut gelernt',
      text: 'Dreißig verrauschte Punkte und viele Gewichte: Die gelernten stimmen alle, die hohlen nicht.',
    },
  },
}
