// The elementary functions element-wise, so that their accuracy can be measured.

import { exp, log, sigmoid, tanh } from './elementary'

export function mapExp(to: u32, from: u32, count: u32): void {
  for (let i: u32 = 0; i < count * 4; i += 16) v128.store(to + i, exp(v128.load(from + i)))
}

export function mapLog(to: u32, from: u32, count: u32): void {
  for (let i: u32 = 0; i < count * 4; i += 16) v128.store(to + i, log(v128.load(from + i)))
}

export function mapTanh(to: u32, from: u32, count: u32): void {
  for (let i: u32 = 0; i < count * 4; i += 16) v128.store(to + i, tanh(v128.load(from + i)))
}

export function mapSigmoid(to: u32, from: u32, count: u32): void {
  for (let i: u32 = 0; i < count * 4; i += 16) v128.store(to + i, sigmoid(v128.load(from + i)))
}
