import { textsFrom } from './language.ts'

/** The lessons: their questions, and what each step says; what a step sets up is in lessons/lessons.ts, by its place. */
export const english = {
  number: (place: number) => `Lesson ${place}`,
  leave: 'Leave the lesson',
  steps: 'Steps of the lesson',
  next: (title: string) => `Next: ${title}`,
  nextLesson: (title: string) => `Next lesson: ${title}`,
  of: {
    'one-neuron': {
      question: 'What can a single neuron say about the plane?',
      steps: [
        {
          title: 'Two clouds',
          text: 'Play. The neuron, a unit of the network, adds its two inputs, each times a weight, and a bias; the sigmoid turns the sum into a probability. Where the sum is 0 the probability is one half: the strong line. Nearly every point ends up on its right side.',
        },
        {
          title: 'By hand',
          text: 'Pause and choose the output in the diagram. Its bias moves the line, its weights turn it. Larger weights make the change from one side to the other steeper.',
        },
        {
          title: 'Two rings',
          text: 'Now two rings. However long it learns, about half of the points stay wrong: no straight line parts a ring from what it surrounds.',
        },
      ],
    },
    'why-hidden-units': {
      question: 'How many lines does it take to fence in a ring?',
      steps: [
        {
          title: 'One unit',
          text: 'One hidden unit is one line. Play at full speed: it cuts off one side of the ring and no more.',
        },
        {
          title: 'Two units',
          text: 'Two units make a band between two lines. Better, but both ends stay open.',
        },
        {
          title: 'Three units',
          text: 'Three lines close a triangle, and nearly every point comes right. Look at what each unit draws: each is one side of the fence, and the output adds them up.',
        },
      ],
    },
    backpropagation: {
      question: 'How does a weight in the first layer learn of an error at the output?',
      steps: [
        {
          title: 'Forward',
          text: 'Look at the derivation below: it shows one instance. Its two numbers go through W[1] to the hidden units, and through W[2] to the output; the cost compares that with the truth.',
        },
        {
          title: 'Backward',
          text: 'The error at the output is the prediction less the truth. Each hidden unit gets its share: the error, times the weight that leads there, times the slope of its activation. ReLU has slope 0 where it is off: such a unit gets nothing.',
        },
        {
          title: 'One step',
          text: 'Press “instance”. Every weight moves against its gradient, α times as far. A unit that was off for this instance keeps its weights to the last digit.',
        },
      ],
    },
    'learning-rate': {
      question: 'Why not take larger steps and be done sooner?',
      steps: [
        {
          title: 'α = 0.03',
          text: 'With α = 0.03 the cost falls steadily, and slowly. Play for three hundred epochs and note the cost.',
        },
        {
          title: 'α = 0.3',
          text: 'With α = 0.3 the same epochs bring it much lower.',
        },
        {
          title: 'α = 10',
          text: 'With α = 10 the first steps overshoot. The cost ends above where it began and stays there: hidden units have died, and a dead unit has no gradient to come back by.',
        },
        {
          title: 'A saddle, α = 10',
          text: 'In a regression nothing bounds the cost. Each step overshoots by more than the last until the numbers end. The page stops, and says why.',
        },
      ],
    },
    'vanishing-gradients': {
      question: 'Five hidden layers are more than one. Why do they learn less?',
      steps: [
        {
          title: 'Sigmoid, five layers',
          text: 'Play for three hundred epochs: the cost stays where a coin would put it. The slope of the sigmoid is at most a quarter, and each layer multiplies by it again: at the start the first layer’s gradients are less than a hundredth of the last one’s.',
        },
        {
          title: 'Sigmoid, one layer',
          text: 'With one hidden layer of the same units the same rule learns: the error has one slope to go through, not five.',
        },
        {
          title: 'Leaky ReLU, five layers',
          text: 'The slope of leaky ReLU is 1 wherever the unit is on, and never 0. The same five layers learn now.',
        },
      ],
    },
    'batch-size': {
      question: 'Must a step look at every point first?',
      steps: [
        {
          title: 'All instances',
          text: 'One step an epoch, by the mean over all 280 points. The curve is smooth. Play for thirty epochs and note the cost.',
        },
        {
          title: 'Batches of 16',
          text: 'Eighteen steps an epoch, each by 16 points. Each is rougher, but there are many: after the same thirty epochs, the same passes over the data, the cost is far lower.',
        },
        {
          title: 'One at a time',
          text: 'With one point a step the way is rough: now and then the training cost rises from one epoch to the next, which it never did with all instances.',
        },
      ],
    },
    'momentum-and-adam': {
      question: 'Can a step learn from the steps before it?',
      steps: [
        {
          title: 'Gradient descent',
          text: 'Plain steps forget the last one. Play for a hundred epochs and note the cost.',
        },
        {
          title: 'Momentum',
          text: 'Momentum keeps nine tenths of its speed. Where gradients agree it gathers pace: at the same α the same epochs come much further.',
        },
        {
          title: 'Adam',
          text: 'Adam also divides each step by the usual size of its own gradient, so that small gradients move, too. At the same α it comes further than plain steps.',
        },
      ],
    },
    overfitting: {
      question: 'The training cost is almost 0. Has it learned?',
      steps: [
        {
          title: 'Thirty points',
          text: 'Play for three hundred epochs. The training cost goes nearly to 0, and the test cost climbs above where it began: the network knows these thirty points by heart. Only points that were held out tell.',
        },
        {
          title: 'More points',
          text: 'Five hundred points of the same kind leave less to know by heart: training and test cost stay far closer together.',
        },
        {
          title: 'A smaller network',
          text: 'Thirty points again, and two hidden units. There are too few weights to wind around single points: the test cost stays below where it began.',
        },
      ],
    },
    regularisation: {
      question: 'Thirty noisy points and over a hundred weights: what is learned, the rule or the noise?',
      steps: [
        {
          title: 'No L2',
          text: 'Without L2, play for three hundred epochs. The training cost goes nearly to 0 while the test cost climbs above where it began: the boundary winds around single points.',
        },
        {
          title: 'λ = 0.03',
          text: 'With λ = 0.03 large weights cost something. The third curve is what is minimised now. The boundary becomes smooth, and the test cost stays low.',
        },
        {
          title: 'λ = 0.3',
          text: 'With λ = 0.3 being small is all that matters. The weights fade, and the network says one half everywhere.',
        },
      ],
    },
    'broken-gradients': {
      question: 'A wrong gradient often still learns. How would one notice?',
      steps: [
        {
          title: 'From the beginning',
          text: 'Below, in the derivation, press “Check the gradient”. Every weight is moved a little both ways and the cost measured: that is the slope, without backpropagation. No weight differs. A 0 marks a slope that is 0 both ways, which shows nothing.',
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
  },
}

export const lessonsTexts = textsFrom('parts', 'lessons', english)
