import type { Settings } from '../settings/settings.ts'
import type { LessonName, Part } from '../settings/view.ts'

/** One thing to do and what there is to see. */
export interface Step {
  readonly text: string
  /** What to set up for it at a click. */
  readonly setUp?: { readonly title: string; readonly settings: Partial<Settings> }
}

/** A short lesson: a question, a page made ready for it, and a few things to try. */
export interface Lesson {
  readonly title: string
  readonly question: string
  /** What differs from what every lesson begins with. */
  readonly settings: Partial<Settings>
  /** What would only distract. */
  readonly hidden: readonly Part[]
  readonly steps: readonly Step[]
}

/** What every lesson begins with, by value: what the page opens with may change, and its claims stay true. */
const beginning: Settings = {
  shape: 'moons',
  noise: 0.15,
  size: 400,
  testShare: 0.3,
  dataSeed: 1,
  hidden: [4, 2],
  activation: 'relu',
  seed: 7,
  optimizer: 'gradientDescent',
  learningRate: 0.3,
  l2: 0,
  batchSize: 0,
}

const circles = { shape: 'circles', noise: 0.1, activation: 'tanh' } as const
const few = {
  shape: 'moons',
  noise: 0.35,
  size: 60,
  testShare: 0.5,
  hidden: [8, 8],
  optimizer: 'adam',
  learningRate: 0.03,
} as const

/** Every lesson. What the steps claim is tested in test/lessons.test.ts. */
export const lessons: Readonly<Record<LessonName, Lesson>> = {
  'one-neuron': {
    title: 'One neuron',
    question: 'What can a single neuron say about the plane?',
    settings: { shape: 'gaussians', noise: 0.2, hidden: [] },
    hidden: ['size', 'learning', 'score', 'exercise', 'files', 'device'],
    steps: [
      {
        text: 'Play. The neuron adds its two inputs, each times a weight, and a bias; the sigmoid turns the sum into a probability. Where the sum is 0 the probability is one half: the strong line. Nearly every point ends up on its right side.',
      },
      {
        text: 'Pause and choose the output in the diagram. Its bias moves the line, its weights turn it. Larger weights make the change from one side to the other steeper.',
      },
      {
        text: 'Now two rings, and play again. However long it learns, about half of the points stay wrong: no straight line parts a ring from what it surrounds.',
        setUp: { title: 'Two rings', settings: { shape: 'circles', noise: 0.1, hidden: [] } },
      },
    ],
  },
  'why-hidden-units': {
    title: 'Why hidden units',
    question: 'How many lines does it take to fence in a ring?',
    settings: { ...circles, hidden: [1] },
    hidden: ['learning', 'exercise', 'files', 'device', 'derivation'],
    steps: [
      {
        text: 'One hidden unit is one line. Play at full speed: it cuts off one side of the ring and no more.',
        setUp: { title: 'One unit', settings: { ...circles, hidden: [1] } },
      },
      {
        text: 'Two units make a band between two lines. Better, but both ends stay open.',
        setUp: { title: 'Two units', settings: { ...circles, hidden: [2] } },
      },
      {
        text: 'Three lines close a triangle, and nearly every point comes right. Look at what each unit draws: each is one side of the fence, and the output adds them up.',
        setUp: { title: 'Three units', settings: { ...circles, hidden: [3] } },
      },
    ],
  },
  'learning-rate': {
    title: 'A learning rate too high',
    question: 'Why not take larger steps and be done sooner?',
    settings: { learningRate: 0.03 },
    hidden: ['data', 'size', 'score', 'exercise', 'files', 'device', 'derivation'],
    steps: [
      {
        text: 'With α = 0.03 the cost falls steadily, and slowly. Play for three hundred epochs and note the cost.',
        setUp: { title: 'α = 0.03', settings: { shape: 'moons', learningRate: 0.03 } },
      },
      {
        text: 'With α = 0.3 the same epochs bring it much lower.',
        setUp: { title: 'α = 0.3', settings: { shape: 'moons', learningRate: 0.3 } },
      },
      {
        text: 'With α = 10 the first steps overshoot. The cost ends above where it began and stays there: hidden units have died, and a dead unit has no gradient to come back by.',
        setUp: { title: 'α = 10', settings: { shape: 'moons', learningRate: 10 } },
      },
      {
        text: 'In a regression nothing bounds the cost. Each step overshoots by more than the last until the numbers end. The page stops, and says why.',
        setUp: { title: 'A saddle, α = 10', settings: { shape: 'saddle', learningRate: 10 } },
      },
    ],
  },
  regularisation: {
    title: 'Regularisation',
    question: 'Thirty noisy points and over a hundred weights: what is learned, the rule or the noise?',
    settings: { ...few, l2: 0 },
    hidden: ['data', 'size', 'exercise', 'files', 'device', 'derivation'],
    steps: [
      {
        text: 'Without L2, play for three hundred epochs. The training cost goes to nothing while the test cost climbs above where it began: the boundary winds around single points.',
        setUp: { title: 'No L2', settings: { ...few, l2: 0 } },
      },
      {
        text: 'With λ = 0.03 large weights cost something. The third curve is what is minimised now. The boundary becomes smooth, and the test cost stays low.',
        setUp: { title: 'λ = 0.03', settings: { ...few, l2: 0.03 } },
      },
      {
        text: 'With λ = 0.3 being small is all that matters. The weights fade, and the network says one half everywhere.',
        setUp: { title: 'λ = 0.3', settings: { ...few, l2: 0.3 } },
      },
    ],
  },
  'broken-gradients': {
    title: 'Broken gradients',
    question: 'A wrong gradient often still learns. How would one notice?',
    settings: {},
    hidden: ['data', 'size', 'score', 'files', 'device'],
    steps: [
      {
        text: 'Below, in the derivation, press “Check the gradient”. Every weight is moved a little both ways and the cost measured: that is the slope, without backpropagation. No weight differs. A 0 marks a slope that is 0 both ways, which shows nothing.',
        setUp: { title: 'From the beginning', settings: {} },
      },
      {
        text: 'In “Break it”, drop the 1/m. Every step is m times as long, and at this learning rate the cost leaps up and stays up. The check says why: every gradient is too long, by the same factor.',
      },
      {
        text: 'Flip a sign, and the cost climbs until the numbers end; the check finds that, too. Update W[2] first, and the cost still falls, and the check sees nothing: the gradients of any one point are right. One step replayed beside the right one shows it: the lower layers move otherwise.',
      },
      { text: 'Then write it yourself, at the end of the page. The laws judge what you write.' },
    ],
  },
}

/** All that a lesson sets: what it does not name is as the page opens. */
export function settingsOf(lesson: LessonName): Settings {
  return { ...beginning, ...lessons[lesson].settings }
}

/** All that a step of a lesson sets. */
export function settingsOfStep(lesson: LessonName, { setUp }: Step): Settings {
  return { ...settingsOf(lesson), ...setUp?.settings }
}
