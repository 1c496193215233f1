// A recorded sequence of operations on small operands: one call from the host for all of them. An instruction is
// INSTRUCTION bytes: its code, then the arguments of the kernel in their order.

import { backpropagate } from './backpropagate'
import { cost } from './cost'
import { dense } from './dense'
import { gradients } from './gradients'
import { output } from './output'
import { residual } from './residual'
import { adam, gradientDescent, momentum } from './update'

/** Bytes of an instruction. */
const INSTRUCTION: u32 = 64

const DENSE: u32 = 0
const OUTPUT: u32 = 1
const COST: u32 = 2
const RESIDUAL: u32 = 3
const GRADIENTS: u32 = 4
const BACKPROPAGATE: u32 = 5
const GRADIENT_DESCENT: u32 = 6
const MOMENTUM: u32 = 7
const ADAM: u32 = 8

/** Does the instructions from `at` to `end`. */
export function run(at: u32, end: u32): void {
  for (; at < end; at += INSTRUCTION) {
    switch (load<u32>(at)) {
      case DENSE:
        dense(
          word(at, 1),
          word(at, 2),
          word(at, 3),
          word(at, 4),
          word(at, 5),
          word(at, 6),
          word(at, 7),
          word(at, 8),
        )
        break
      case OUTPUT:
        output(word(at, 1), word(at, 2), word(at, 3), word(at, 4), word(at, 5))
        break
      case COST:
        cost(word(at, 1), word(at, 2), word(at, 3), word(at, 4), word(at, 5), word(at, 6), word(at, 7))
        break
      case RESIDUAL:
        residual(word(at, 1), word(at, 2), word(at, 3), word(at, 4), word(at, 5), word(at, 6))
        break
      case GRADIENTS:
        gradients(
          word(at, 1),
          word(at, 2),
          word(at, 3),
          word(at, 4),
          word(at, 5),
          word(at, 6),
          word(at, 7),
          0,
          word(at, 6),
        )
        break
      case BACKPROPAGATE:
        backpropagate(
          word(at, 1),
          word(at, 2),
          word(at, 3),
          word(at, 4),
          word(at, 5),
          word(at, 6),
          word(at, 7),
          word(at, 8),
        )
        break
      case GRADIENT_DESCENT:
        gradientDescent(word(at, 1), word(at, 2), word(at, 3), number(at, 4), number(at, 5))
        break
      case MOMENTUM:
        momentum(
          word(at, 1),
          word(at, 2),
          word(at, 3),
          word(at, 4),
          number(at, 5),
          number(at, 6),
          number(at, 7),
        )
        break
      case ADAM:
        adam(
          word(at, 1),
          word(at, 2),
          word(at, 3),
          word(at, 4),
          word(at, 5),
          number(at, 6),
          number(at, 7),
          number(at, 8),
          number(at, 9),
          number(at, 10),
          number(at, 11),
          number(at, 12),
          number(at, 13),
          number(at, 14),
        )
        break
      default:
        unreachable()
    }
  }
}

function word(at: u32, place: u32): u32 {
  return load<u32>(at + place * 4)
}

function number(at: u32, place: u32): f32 {
  return load<f32>(at + place * 4)
}
