import { textsFrom } from './language.ts'

/** Presets to begin from. */
export const english = {
  title: 'Gallery',
  what: 'Each picture was learned just now, in this browser. Choose one: the page is set up so, at its first weights, and Play learns it before your eyes.',
  of: {
    line: {
      title: 'One line',
      text: 'Two clouds and no hidden unit: logistic regression draws a straight line.',
    },
    bend: { title: 'A bend', text: 'Two moons and the notes’ network, with four hidden units.' },
    fence: { title: 'A fence', text: 'Three units, each a soft line, close a ring around the middle.' },
    squares: {
      title: 'Squares as inputs',
      text: 'Circles again, without hidden units: x₁² and x₂² are enough.',
    },
    product: {
      title: 'A product as input',
      text: 'Exclusive or is hard for a line, and easy once x₁x₂ is an input.',
    },
    spiral: { title: 'A spiral', text: 'Two layers of eight units wind along with it.' },
    arms: { title: 'Three classes', text: 'Three arms and a softmax: each place belongs to the likeliest.' },
    saddle: { title: 'A surface', text: 'Regression: the heights of a saddle, by eight units.' },
    overfitting: {
      title: 'Learned too well',
      text: 'Thirty noisy points and many weights: right on all of them, and not on the hollow ones.',
    },
  },
}

export const galleryTexts = textsFrom('parts', 'gallery', english)
