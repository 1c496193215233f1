/**
 * e^x, log and tanh in add, multiply and divide alone. GLSL's own functions differ from device to device, log is only
 * absolutely accurate near 1, and gpu.js's tanh is (e − 1)/(e + 1), NaN from e = ∞ on. These are the same everywhere.
 *
 * The polynomials of exp and tanh are those of Cephes (S. L. Moshier), expf and tanhf.
 */

/** 2^exponent, a whole number from −80 to 0, by exact products. `exp2` and `pow` are approximate on some devices. */
const powerOfTwo = `function powerOfTwo(exponent) {
  let left = -exponent;
  let power = 1.0;
  if (left >= 64.0) { power = power * 5.421010862427522e-20; left = left - 64.0; }
  if (left >= 32.0) { power = power * 2.3283064365386963e-10; left = left - 32.0; }
  if (left >= 16.0) { power = power * 0.0000152587890625; left = left - 16.0; }
  if (left >= 8.0) { power = power * 0.00390625; left = left - 8.0; }
  if (left >= 4.0) { power = power * 0.0625; left = left - 4.0; }
  if (left >= 2.0) { power = power * 0.25; left = left - 2.0; }
  if (left >= 1.0) { power = power * 0.5; }
  return power;
}`

/** e^x for x ≤ 0. e^x = 2ⁿ e^r, |r| ≤ ½ log 2; the power in two halves, so that subnormal results survive. */
const decay = `function decay(x) {
  const near = Math.max(x, -106.0);
  const n = Math.floor(near * 1.4426950408889634 + 0.5);
  const r = (near - n * 0.693359375) + n * 0.000212194440;
  let p = 0.00019875691500;
  p = p * r + 0.0013981999507;
  p = p * r + 0.0083334519073;
  p = p * r + 0.041665795894;
  p = p * r + 0.16666665459;
  p = p * r + 0.50000001201;
  const half = Math.floor(n * 0.5);
  return ((p * r) * r + r + 1.0) * powerOfTwo(half) * powerOfTwo(n - half);
}`

/** log(1 + e) for 0 ≤ e ≤ 1, accurate relative to itself: 2 artanh(e / (2 + e)) by its series. */
const logOnePlus = `function logOnePlus(e) {
  const s = e / (2.0 + e);
  const q = s * s;
  let p = 0.0666666667;
  p = p * q + 0.0769230769;
  p = p * q + 0.0909090909;
  p = p * q + 0.1111111111;
  p = p * q + 0.1428571429;
  p = p * q + 0.2;
  p = p * q + 0.3333333333;
  const twice = s + s;
  return twice + twice * (q * p);
}`

/** log w for 1 ≤ w < 2³²: halved until below 2, then log(1 + e). */
const logAbove = `function logAbove(w) {
  let rest = w;
  let n = 0.0;
  for (let i = 0; i < 32; i++) {
    if (rest >= 2.0) { rest = rest * 0.5; n = n + 1.0; }
  }
  return n * 0.6931471805599453 + logOnePlus(rest - 1.0);
}`

/** 1 / (1 + e^−z) without overflow. */
const logistic = `function logistic(z) {
  const e = decay(-Math.abs(z));
  let above = 1.0;
  if (z < 0.0) { above = e; }
  return above / (1.0 + e);
}`

/** tanh z: a polynomial near 0, where 1 − 2e/(1 + e) cancels; e = e^−2|z|. */
const hyperbolic = `function hyperbolic(z) {
  const size = Math.abs(z);
  let t = 0.0;
  if (size < 0.625) {
    const s = z * z;
    let p = -0.00570498872745;
    p = p * s + 0.0206390887954;
    p = p * s - 0.0537397155531;
    p = p * s + 0.133314422036;
    p = p * s - 0.333332819422;
    t = z + z * (s * p);
  } else {
    const e = decay(-2.0 * size);
    t = 1.0 - (e + e) / (1.0 + e);
    if (z < 0.0) { t = -t; }
  }
  return t;
}`

/** The functions by the name a kernel calls them by, each with those it calls itself. */
export const elementary: Readonly<
  Record<'decay' | 'logOnePlus' | 'logAbove' | 'logistic' | 'hyperbolic', readonly string[]>
> = {
  decay: [powerOfTwo, decay],
  logOnePlus: [logOnePlus],
  logAbove: [logOnePlus, logAbove],
  logistic: [powerOfTwo, decay, logistic],
  hyperbolic: [powerOfTwo, decay, hyperbolic],
}
