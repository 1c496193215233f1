// exp, log, tanh and the logistic function of four float32 at once. Polynomials and reductions follow
// Cephes (Moshier, 1984–1992: expf, logf, tanhf). No branches, so that every lane computes the same way.

/** x·log₂e + this rounds to an integer that stands in the low bits: 1.5 · 2²³. */
const ROUNDING: f32 = 12582912.0
/** log₂e, rounded to float32. */
const LOG2_E: f32 = 1.4426950216293335
/** ln 2 in two parts; the first has so few bits that its product with an exponent is exact. */
const LN2_HIGH: f32 = 0.693359375
const LN2_LOW: f32 = -2.1219444e-4

function splat(value: f32): v128 {
  return f32x4.splat(value)
}

/** p·x + c */
function horner(p: v128, x: v128, c: f32): v128 {
  return f32x4.add(f32x4.mul(p, x), f32x4.splat(c))
}

/** e^x. Infinite above 88.72, subnormal below −87.33, zero below −103.97; NaN stays NaN. */
export function exp(argument: v128): v128 {
  // pmin and pmax with the argument first keep NaN
  const x = f32x4.pmax(f32x4.pmin(argument, splat(89)), splat(-104))
  const shifted = f32x4.add(f32x4.mul(x, splat(LOG2_E)), splat(ROUNDING))
  const n = f32x4.sub(shifted, splat(ROUNDING))
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, splat(LN2_HIGH))), f32x4.mul(n, splat(LN2_LOW)))
  let p = splat(1.98756915e-4)
  p = horner(p, r, 1.3981999507e-3)
  p = horner(p, r, 8.3334519073e-3)
  p = horner(p, r, 4.1665795894e-2)
  p = horner(p, r, 1.6666665459e-1)
  p = horner(p, r, 5.0000001201e-1)
  const y = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), splat(1))
  // times 2ⁿ in two steps: 2ⁿ itself may be out of range, and a subnormal result is rounded only once
  const exponent = i32x4.sub(shifted, i32x4.splat(0x4b400000))
  const half = i32x4.shr_s(exponent, 1)
  return f32x4.mul(f32x4.mul(y, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)))
}

/** 2ⁿ for n from −126 to 127. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** log x. −∞ at 0, NaN below. */
export function log(argument: v128): v128 {
  const subnormal = f32x4.lt(argument, splat(1.17549435e-38))
  const x = v128.bitselect(f32x4.mul(argument, splat(8388608)), argument, subnormal)
  // x = 2ᵉ (1 + f) with 1 + f from √½ to √2
  const above = i32x4.add(x, i32x4.splat(0x3f800000 - 0x3f3504f3))
  const unbiased = i32x4.sub(i32x4.shr_s(above, 23), i32x4.splat(127))
  const exponent = i32x4.sub(unbiased, v128.and(subnormal, i32x4.splat(23)))
  const e = f32x4.convert_i32x4_s(exponent)
  const mantissa = i32x4.add(v128.and(above, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3))
  const f = f32x4.sub(mantissa, splat(1))
  const square = f32x4.mul(f, f)
  let p = splat(7.0376836292e-2)
  p = horner(p, f, -1.151461031e-1)
  p = horner(p, f, 1.167699874e-1)
  p = horner(p, f, -1.2420140846e-1)
  p = horner(p, f, 1.4249322787e-1)
  p = horner(p, f, -1.6668057665e-1)
  p = horner(p, f, 2.0000714765e-1)
  p = horner(p, f, -2.4999993993e-1)
  p = horner(p, f, 3.3333331174e-1)
  let y = f32x4.mul(f32x4.mul(p, f), square)
  y = f32x4.add(y, f32x4.mul(e, splat(LN2_LOW)))
  y = f32x4.sub(y, f32x4.mul(square, splat(0.5)))
  y = f32x4.add(f32x4.add(f, y), f32x4.mul(e, splat(LN2_HIGH)))
  // ∞ and NaN are their own logarithm
  y = v128.bitselect(y, argument, f32x4.lt(argument, splat(Infinity)))
  y = v128.bitselect(splat(-Infinity), y, f32x4.eq(argument, splat(0)))
  return v128.bitselect(splat(NaN), y, f32x4.lt(argument, splat(0)))
}

/** tanh x with t = |x|: t + t³ p(t²) below 0.625, else 1 − 2/(e^2t + 1); then the sign of x. */
export function tanh(x: v128): v128 {
  const t = f32x4.abs(x)
  const square = f32x4.mul(t, t)
  let p = splat(-5.70498872745e-3)
  p = horner(p, square, 2.06390887954e-2)
  p = horner(p, square, -5.37397155531e-2)
  p = horner(p, square, 1.33314422036e-1)
  p = horner(p, square, -3.33332819422e-1)
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), t), t)
  const grown = exp(f32x4.add(t, t))
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(grown, splat(1))))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  return v128.or(v128.bitselect(near, far, f32x4.lt(t, splat(0.625))), sign)
}

/** σ(z) = 1/(1 + e^(−z)), from e^(−|z|), which cannot overflow. Equation (4). */
export function sigmoid(z: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(z)))
  const numerator = v128.bitselect(splat(1), e, f32x4.ge(z, splat(0)))
  return f32x4.div(numerator, f32x4.add(e, splat(1)))
}

/** log(1 + e) for e from 0 to 1 as log(w)·e/(w − 1), w = 1 + e: what 1 + e lost, e/(w − 1) gives back. */
export function logOnePlus(e: v128): v128 {
  const w = f32x4.add(e, splat(1))
  const lost = f32x4.eq(w, splat(1))
  const ratio = f32x4.div(e, f32x4.sub(w, splat(1)))
  return v128.bitselect(e, f32x4.mul(log(w), ratio), lost)
}
