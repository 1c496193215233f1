import type { Settings } from '../settings/settings.ts'
import type { LessonName } from '../settings/view.ts'
import { circles, few, settingsOf } from './outline.ts'

/** One thing to do and what there is to see. */
export interface Step {
  /** The name of its button. */
  readonly title: string
  readonly text: string
  /** What it sets up, beside what its lesson begins with; absent where it leaves the page as it is. */
  readonly settings?: Partial<Settings>
}

/** A short lesson: a question, and a few things to try, one at a time. */
export interface Lesson {
  readonly question: string
  readonly steps: readonly Step[]
}

/** Every lesson's texts. What the steps claim is tested in test/lessons.test.ts. */
export const lessons: Readonly<Record<LessonName, Lesson>> = {
  'one-neuron': {
    question: 'What can a single neuron say about the plane?',
    steps: [
      {
        title: 'Two clouds',
        text: 'Play. The neuron adds its two inputs, each times a weight, and a bias; the sigmoid turns the sum into a probability. Where the sum is 0 the probability is one half: the strong line. Nearly every point ends up on its right side.',
        settings: {},
      },
      {
        title: 'By hand',
        text: 'Pause and choose the output in the diagram. Its bias moves the line, its weights turn it. Larger weights make the change from one side to the other steeper.',
      },
      {
        title: 'Two rings',
        text: 'Now two rings. However long it learns, about half of the points stay wrong: no straight line parts a ring from what it surrounds.',
        settings: { shape: 'circles', noise: 0.1, hidden: [] },
      },
    ],
  },
  'why-hidden-units': {
    question: 'How many lines does it take to fence in a ring?',
    steps: [
      {
        title: 'One unit',
        text: 'One hidden unit is one line. Play at full speed: it cuts off one side of the ring and no more.',
        settings: { ...circles, hidden: [1] },
      },
      {
        title: 'Two units',
        text: 'Two units make a band between two lines. Better, but both ends stay open.',
        settings: { ...circles, hidden: [2] },
      },
      {
        title: 'Three units',
        text: 'Three lines close a triangle, and nearly every point comes right. Look at what each unit draws: each is one side of the fence, and the output adds them up.',
        settings: { ...circles, hidden: [3] },
      },
    ],
  },
  backpropagation: {
    question: 'How does a weight in the first layer learn of an error at the output?',
    steps: [
      {
        title: 'Forward',
        text: 'Look at the derivation below: it shows one instance. Its two numbers go through W[1] to the hidden units, and through W[2] to the output; the cost compares that with the truth.',
        settings: {},
      },
      {
        title: 'Backward',
        text: 'The error at the output is the prediction less the truth. Each hidden unit gets its share: the error, times the weight that leads there, times the slope of its activation. ReLU has slope 0 where it is off: such a unit gets nothing.',
      },
      {
        title: 'One step',
        text: 'Press “instance”. Every weight moves against its gradient, α times as far. A unit that was off for this instance keeps its weights to the last digit.',
        settings: {},
      },
    ],
  },
  'learning-rate': {
    question: 'Why not take larger steps and be done sooner?',
    steps: [
      {
        title: 'α = 0.03',
        text: 'With α = 0.03 the cost falls steadily, and slowly. Play for three hundred epochs and note the cost.',
        settings: { shape: 'moons', learningRate: 0.03 },
      },
      {
        title: 'α = 0.3',
        text: 'With α = 0.3 the same epochs bring it much lower.',
        settings: { shape: 'moons', learningRate: 0.3 },
      },
      {
        title: 'α = 10',
        text: 'With α = 10 the first steps overshoot. The cost ends above where it began and stays there: hidden units have died, and a dead unit has no gradient to come back by.',
        settings: { shape: 'moons', learningRate: 10 },
      },
      {
        title: 'A saddle, α = 10',
        text: 'In a regression nothing bounds the cost. Each step overshoots by more than the last until the numbers end. The page stops, and says why.',
        settings: { shape: 'saddle', learningRate: 10 },
      },
    ],
  },
  'vanishing-gradients': {
    question: 'Five hidden layers are more than one. Why do they learn less?',
    steps: [
      {
        title: 'Sigmoid, five layers',
        text: 'Play for three hundred epochs: the cost stays where a coin would put it. The slope of the sigmoid is at most a quarter, and each layer multiplies by it again: at the start the first layer’s gradients are less than a hundredth of the last one’s.',
        settings: { hidden: [4, 4, 4, 4, 4], activation: 'sigmoid' },
      },
      {
        title: 'Sigmoid, one layer',
        text: 'With one hidden layer of the same units the same rule learns: the error has one slope to go through, not five.',
        settings: { hidden: [4], activation: 'sigmoid' },
      },
      {
        title: 'Leaky ReLU, five layers',
        text: 'The slope of leaky ReLU is 1 wherever the unit is on, and never 0. The same five layers learn now.',
        settings: { hidden: [4, 4, 4, 4, 4], activation: 'leakyRelu' },
      },
    ],
  },
  'batch-size': {
    question: 'Must a step look at every point first?',
    steps: [
      {
        title: 'All instances',
        text: 'One step an epoch, by the mean over all 280 points. The curve is smooth. Play for thirty epochs and note the cost.',
        settings: { batchSize: 0, learningRate: 0.1 },
      },
      {
        title: 'Batches of 16',
        text: 'Eighteen steps an epoch, each by 16 points. Each is rougher, but there are many: after the same thirty epochs, the same passes over the data, the cost is far lower.',
        settings: { batchSize: 16, learningRate: 0.1 },
      },
      {
        title: 'One at a time',
        text: 'With one point a step the way is rough: now and then the training cost rises from one epoch to the next, which it never did with all instances.',
        settings: { batchSize: 1, learningRate: 0.1 },
      },
    ],
  },
  'momentum-and-adam': {
    question: 'Can a step learn from the steps before it?',
    steps: [
      {
        title: 'Gradient descent',
        text: 'Plain steps forget the last one. Play for a hundred epochs and note the cost.',
        settings: { optimizer: 'gradientDescent', learningRate: 0.03 },
      },
      {
        title: 'Momentum',
        text: 'Momentum keeps nine tenths of its speed. Where gradients agree it gathers pace: at the same α the same epochs come much further.',
        settings: { optimizer: 'momentum', learningRate: 0.03 },
      },
      {
        title: 'Adam',
        text: 'Adam also divides each step by the usual size of its own gradient, so that small gradients move, too. At the same α it comes further than plain steps.',
        settings: { optimizer: 'adam', learningRate: 0.03 },
      },
    ],
  },
  overfitting: {
    question: 'The training cost is almost 0. Has it learned?',
    steps: [
      {
        title: 'Thirty points',
        text: 'Play for three hundred epochs. The training cost goes to nothing, and the test cost climbs above where it began: the network knows these thirty points by heart. Only points that were held out tell.',
        settings: few,
      },
      {
        title: 'More points',
        text: 'Five hundred points of the same kind leave less to know by heart: training and test cost stay far closer together.',
        settings: { ...few, size: 1000 },
      },
      {
        title: 'A smaller network',
        text: 'Thirty points again, and two hidden units. There are too few weights to wind around single points: the test cost stays below where it began.',
        settings: { ...few, hidden: [2] },
      },
    ],
  },
  regularisation: {
    question: 'Thirty noisy points and over a hundred weights: what is learned, the rule or the noise?',
    steps: [
      {
        title: 'No L2',
        text: 'Without L2, play for three hundred epochs. The training cost goes to nothing while the test cost climbs above where it began: the boundary winds around single points.',
        settings: { ...few, l2: 0 },
      },
      {
        title: 'λ = 0.03',
        text: 'With λ = 0.03 large weights cost something. The third curve is what is minimised now. The boundary becomes smooth, and the test cost stays low.',
        settings: { ...few, l2: 0.03 },
      },
      {
        title: 'λ = 0.3',
        text: 'With λ = 0.3 being small is all that matters. The weights fade, and the network says one half everywhere.',
        settings: { ...few, l2: 0.3 },
      },
    ],
  },
  'broken-gradients': {
    question: 'A wrong gradient often still learns. How would one notice?',
    steps: [
      {
        title: 'From the beginning',
        text: 'Below, in the derivation, press “Check the gradient”. Every weight is moved a little both ways and the cost measured: that is the slope, without backpropagation. No weight differs. A 0 marks a slope that is 0 both ways, which shows nothing.',
        settings: {},
      },
      {
        title: 'Without 1/m',
        text: 'In “Break it”, drop the 1/m. Every step is m times as long, and at this learning rate the cost leaps up and stays up. The check says why: every gradient is too long, by the same factor.',
      },
      {
        title: 'A sign, an order',
        text: 'Flip a sign, and the cost climbs until the numbers end; the check finds that, too. Update W[2] first, and the cost still falls, and the check sees nothing: the gradients of any one point are right. One step replayed beside the right one shows it: the lower layers move otherwise.',
      },
      {
        title: 'Your own',
        text: 'Then write it yourself, at the end of the page. The laws judge what you write.',
      },
    ],
  },
}

/** All that a step of a lesson sets. */
export function settingsOfStep(lesson: LessonName, { settings }: Step): Settings {
  return { ...settingsOf(lesson), ...settings }
}
