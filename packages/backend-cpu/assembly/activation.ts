// g and its slope as a function of A = g(Z). Equations (2), (4), (7), (13).

import { sigmoid, tanh } from './elementary'

export const IDENTITY: u32 = 0
export const RELU: u32 = 1
export const LEAKY_RELU: u32 = 2
export const SIGMOID: u32 = 3
export const TANH: u32 = 4

const LEAK: f32 = 0.01

/** max(z, 0), NaN kept: pmax(z, 0) is 0 only where z < 0. */
export function relu(z: v128): v128 {
  return f32x4.pmax(z, f32x4.splat(0))
}

/** g(z) of four. */
export function activate(z: v128, g: u32): v128 {
  if (g === RELU) return relu(z)
  if (g === SIGMOID) return sigmoid(z)
  if (g === TANH) return tanh(z)
  if (g === LEAKY_RELU) return f32x4.pmax(z, f32x4.mul(z, f32x4.splat(LEAK)))
  return z
}

/** 1 where a > 0, else 0. */
export function reluSlope(a: v128): v128 {
  return v128.and(f32x4.gt(a, f32x4.splat(0)), f32x4.splat(1))
}

/** g′(z) of four, from a = g(z). */
export function slope(a: v128, g: u32): v128 {
  const one = f32x4.splat(1)
  if (g === RELU) return reluSlope(a)
  if (g === SIGMOID) return f32x4.mul(a, f32x4.sub(one, a))
  if (g === TANH) return f32x4.mul(f32x4.sub(one, a), f32x4.add(one, a))
  if (g === LEAKY_RELU) return v128.bitselect(one, f32x4.splat(LEAK), f32x4.gt(a, f32x4.splat(0)))
  return one
}

/** A ← g(A), in place. */
export function activateAll(A: u32, count: u32, g: u32): void {
  if (g === IDENTITY) return
  const end = A + count * 4
  if (g === RELU) for (let a = A; a < end; a += 16) v128.store(a, relu(v128.load(a)))
  else for (let a = A; a < end; a += 16) v128.store(a, activate(v128.load(a), g))
}

/** dZ ← dZ ⊙ g′, in place, from A = g(Z). */
export function timesSlope(dZ: u32, A: u32, count: u32, g: u32): void {
  if (g === IDENTITY) return
  const bytes = count * 4
  if (g === RELU) {
    for (let i: u32 = 0; i < bytes; i += 16) {
      v128.store(dZ + i, f32x4.mul(v128.load(dZ + i), reluSlope(v128.load(A + i))))
    }
  } else {
    for (let i: u32 = 0; i < bytes; i += 16) {
      v128.store(dZ + i, f32x4.mul(v128.load(dZ + i), slope(v128.load(A + i), g)))
    }
  }
}
