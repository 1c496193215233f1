import { textsFrom } from './language.ts'

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** The exercises, what the laws say of them, and training with what was written. */
export const english = {
  title: 'Write it yourself',
  about:
    'Turn the equations into JavaScript, with matrices. Your code runs in a sandbox of this browser, without a network, and stays here.',
  exercises: 'Exercises',
  passed: ', passed',
  titles: { backpropagate: 'Backpropagate', gradients: 'Gradients', update: 'Update' },
  asked: {
    backpropagate:
      'From the prediction back to both layers: how much each pre-activation has to answer for, instance by instance. Each dZ has the shape of its Z.',
    gradients:
      'From each dZ to the gradient of its weights and biases: the mean over the m instances. Each gradient has the shape of its parameter.',
    update:
      'One whole step of gradient descent. forward, (6)–(9), is there; backpropagate and gradients are yours. Every gradient is of the parameters from before the step.',
  },
  hints: {
    backpropagate:
      'dZ2 takes one function. dZ1 takes three: dZ2 goes back through the weights it came by, hence the transpose, and then only where ReLU let something through: its slope is taken at Z1. If the shapes fit, you are nearly there.',
    gradients:
      'A weight’s gradient multiplies its dZ with what came in through the weight: A1 above, X below. The product with a transpose already sums over the instances; for a bias, rowSums does. Then scale by 1 / m.',
    update:
      'First const { dZ2, dZ1 } = backpropagate({ T, Y, W2, Z1 }), then the four gradients in the same way. Only then W2 = subtract(W2, scale(alpha, dW2)), and so on for all four.',
  },
  partOf: (numbers: string) => `in ${numbers}`,
  yourCode: (title: string) => `Your code: ${title}`,
  keys: 'Tab indents. To leave the editor, press Escape and then Tab.',
  check: 'Check it',
  checking: 'Checking…',
  beginAgain: 'Begin again',
  yoursTrains: 'Your code trains this network.',
  picturesAreCores: 'The pictures and costs are core’s.',
  trainWithCore: 'Train with core’s code',
  toWriteWith: 'What you can write with',
  hint: 'A hint',
  solution: 'The solution',
  useSolution: 'Put it into the editor',
  functions: {
    forward: 'the forward pass: { Z1, A1, Z2, T }',
    multiply: 'A B, the product of matrices',
    transpose: 'Aᵀ',
    add: 'A + B',
    subtract: 'A − B',
    hadamard: 'A ⊙ B, entry by entry',
    scale: 'c A, a number times a matrix',
    rowSums: 'the sum of each row, as a column',
    reluSlope: 'ReLU′(Z): 1 where z > 0, else 0',
    map: 'f of each entry',
    matrix: 'the n × m matrix of f(i, j)',
    shape: 'its shape',
    at: 'an entry; i and j count from 0',
  },
  sandbox: 'Sandbox of your code',
  noSandbox: 'The sandbox for your code did not start. Reload the page, or try another browser.',
  judgement: {
    title: 'What the laws say',
    nothing: 'Nothing yet: write, then check it.',
    changed: 'You have changed the code since. Check it again.',
    goTo: (title: string) => `Go to ${title}`,
    notYet: 'Not yet:',
    blocked: (by: string) => `update calls ${by}, which does not pass.`,
    stopped: 'Stopped:',
    endless: (seconds: number) =>
      `your code did not come to an end within ${seconds} seconds. Look for a loop whose condition stays true.`,
    unreadable: 'It cannot be read.',
    allHold: (laws: number) => `All ${laws} laws hold.`,
    judgedIn: (seconds: string) => `Judged in ${seconds} s.`,
    doNotHold: (broken: number, laws: number) =>
      `${broken} of ${laws} laws ${broken === 1 ? 'does' : 'do'} not hold.`,
    atLine: (line: number) => `Line ${line}:`,
    outcomes: { holds: 'holds', broken: 'does not hold', 'not tried': 'not tried' },
    showWhere: (law: number) => `Show where law ${law} breaks`,
    show: 'Show',
  },
  laws: {
    backpropagateRuns: 'It runs on every network, and dZ2 and dZ1 have the shapes of Z2 and Z1.',
    dZ2: 'dZ2 is T − Y.',
    dZ1: 'dZ1 is dZ2 through the transpose of W2, where the slope of ReLU at Z1 is 1.',
    backpropagateWitnessed: 'Both agree with central differences of each instance’s loss.',
    gradientsRun: 'It runs on every network, and each gradient has the shape of its parameter.',
    dW2: 'dW2 is the mean over instances of dZ2 times A1, (11).',
    db2: 'db2 is the mean over instances of dZ2, (12).',
    dW1: 'dW1 is the mean over instances of dZ1 times X, (13).',
    db1: 'db1 is the mean over instances of dZ1, (14).',
    gradientsWitnessed: 'All four agree with central differences of the cost J.',
    updateRuns: 'It runs on every network, and every parameter keeps its shape.',
    upperStep: 'W2 and b2 move by −α times their gradients, (15) and (16).',
    lowerStep: 'W1 and b1 move by −α times theirs, taken before W2 has moved, (17) and (18).',
    updateWitnessed: 'The step over −α agrees with central differences of the cost J.',
    inputsKept: 'It leaves the matrices it is given as they were.',
    staysFinite: 'It stays finite where predictions are exactly 0 or 1.',
  },
  counterexample: {
    title: (law: number) => `The smallest network that breaks law ${law}`,
    table: 'Your numbers beside the right ones',
    entry: 'Entry',
    yours: 'Yours',
    right: 'Right',
    witness: 'By central difference',
    kink: 'none: a kink',
    further: (count: number) => `And ${count} more.`,
    network: (inputs: number, hidden: number, outputs: number, instances: number, alpha: string) =>
      `${plural(inputs, 'input')}, ${plural(hidden, 'hidden unit')}, ${plural(outputs, 'output')}; ${plural(instances, 'instance')}${instances > 1 ? ', its numbers side by side' : ''}. α = ${alpha}.`,
    allNumbers: 'All its numbers',
    everyNumber: 'Every number of this network, as it should be',
    drawing: (inputs: number, hidden: number, outputs: number) =>
      `A network of ${inputs}, ${hidden} and ${outputs} units.`,
    weights: (first: string, second: string) => `Weights W1: ${first}. W2: ${second}.`,
  },
  train: {
    title: 'Train with it',
    whenAllPass: 'When all three exercises pass, your code trains this page’s network.',
    starting: 'Starting…',
    again: 'Train with it again',
    train: 'Train with your code',
    allPass: 'All three pass.',
    goesOn: 'Your code goes on with the network above, from where it is now.',
    changes: (to: string) => `Your code is the notes’, so the page changes to ${to}.`,
    oneHidden: 'one hidden layer',
    relu: 'ReLU units',
    plain: 'plain gradient descent',
    noL2: 'no L2',
    comma: (one: string, other: string) => `${one}, ${other}`,
    and: (one: string, other: string) => `${one} and ${other}`,
    deeper:
      'Its upper two layers are the notes’ network; below them your backpropagate and your gradients go on, layer by layer.',
  },
}

export const exercisesTexts = textsFrom('exercises', 'exercises', english)
