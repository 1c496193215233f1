// The door of the WebAssembly module: one kernel for each operation of the port.
// Arguments are addresses in memory and sizes; outputs come first and are never also inputs.

export { backpropagate } from './backpropagate'
export { cost } from './cost'
export { dense } from './dense'
export { gather } from './gather'
export { gradients } from './gradients'
export { HEAP_START, INDEX_CAPACITY, INDICES, PROGRAM, PROGRAM_CAPACITY } from './layout'
export { mapExp, mapLog, mapSigmoid, mapTanh } from './map'
export { output } from './output'
export { run } from './program'
export { residual } from './residual'
export { adam, gradientDescent, momentum } from './update'
