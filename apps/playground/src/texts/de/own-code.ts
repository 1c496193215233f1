import type { PartTexts } from '../catalogue.ts'

const plural = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`

/** What is said of the learner's code, in German. */
export const ownCode: PartTexts['ownCode'] = {
  threw: (what) => `Der Code warf ${what}.`,
  error: (name, message) => `${name}: ${message}`,
  noNetwork: (name) => `${name}: Hier gibt es kein Netzwerk und nichts zu laden.`,
  noFunction: (name) =>
    `Hier gibt es keine Funktion ${name} mehr. Behalte ihren Namen oder beginne die Übung neu.`,
  returns: (name, value, wanted) => `${name} gibt dies zurück: ${value}; nötig ist ${wanted}.`,
  notMatrix: (name, value, wanted) =>
    `${name} ist ${value}, muss aber eine Matrix sein. In der letzten Zeile muss stehen: ${wanted}.`,
  wrongShape: (name, shape, wanted) => `${name} ist ${shape}, muss aber ${wanted} sein.`,
  returnedNo: (shape, name) => `Es gab keine ${shape}-Matrix ${name} zurück.`,
  noEntry: (shape, row, column) =>
    `Eine ${shape}-Matrix hat keinen Eintrag (${row}, ${column}); Zeilen und Spalten zählen ab 0.`,
  noProduct: (call, one, other, columns, rows) =>
    `${call}: ${one} mal ${other} passt nicht; die erste hat ${plural(columns, 'Spalte', 'Spalten')}, die zweite ${plural(rows, 'Zeile', 'Zeilen')}, und das muss gleich sein.`,
  unequal: (call, one, other) => `${call}: ${one} und ${other} passen nicht; die Formen müssen gleich sein.`,
  notNumber: (call, value) =>
    `${call}: Das erste Argument ist ${value}; es muss eine Zahl sein und das zweite eine Matrix.`,
  argument: (call, value) => `${call}: Das Argument ist ${value}, keine Matrix.`,
  firstArgument: (call, value) => `${call}: Das erste Argument ist ${value}, keine Matrix.`,
  secondArgument: (call, value) => `${call}: Das zweite Argument ist ${value}, keine Matrix.`,
  useScale: 'Um eine Matrix mit einer Zahl zu multiplizieren, schreibe scale(zahl, matrix).',
  aNumber: (value) => `die Zahl ${value}`,
  aMatrix: (shape) => `eine ${shape}-Matrix`,
  aList: 'eine Liste',
  aFunction: 'eine Funktion',
  aValue: (type) => `etwas vom Typ ${type}`,
  and: (one, other) => `${one} und ${other}`,
  oneWrong: (of) => `Eine Zahl von ${of} stimmt nicht.`,
  severalWrong: (count, of) => `${count} Zahlen von ${of} stimmen nicht.`,
  changed: (what) => `${what} kam richtig herein und ist hinterher verändert.`,
  notFinite: 'Nicht jede Zahl ist endlich.',
  movedFirst:
    'Das kommt heraus, wenn W2 sich bewegt, bevor die Gradienten der Schicht darunter genommen sind.',
  still: 'Es hat sich gar nicht bewegt.',
  uphill: 'Der Schritt geht den Hang hinauf: Zieh den Gradienten ab.',
  opposite: 'Die Größe stimmt, das Vorzeichen ist falsch.',
  tooLarge: (m) => `Es ist um den Faktor m = ${m} zu groß: Das 1/m fehlt.`,
  tooSmall: (m) => `Es ist um den Faktor m = ${m} zu klein: einmal zu oft durch m geteilt.`,
}
