import type { KernelSource } from './kernel.ts'

// Learning rates and the like are arguments: as constants every epoch of a schedule would compile anew.

/** P − α (dP + l2 P). Equations (15)–(18). */
export const gradientDescent: KernelSource = {
  name: 'gradient descent',
  source: `function (P, dP, rate, l2) {
  const p = P[this.thread.y][this.thread.x];
  return p - rate * (dP[this.thread.y][this.thread.x] + l2 * p);
}`,
  functions: [],
}

/** decay · v + gain · G, G = dP + l2 P: momentum's v with gain 1, Adam's m. */
export const firstMoment: KernelSource = {
  name: 'first moment',
  source: `function (v, P, dP, l2, decay, gain) {
  const g = dP[this.thread.y][this.thread.x] + l2 * P[this.thread.y][this.thread.x];
  return decay * v[this.thread.y][this.thread.x] + gain * g;
}`,
  functions: [],
}

/** decay · v + gain · G²: Adam's v. */
export const secondMoment: KernelSource = {
  name: 'second moment',
  source: `function (v, P, dP, l2, decay, gain) {
  const g = dP[this.thread.y][this.thread.x] + l2 * P[this.thread.y][this.thread.x];
  return decay * v[this.thread.y][this.thread.x] + (gain * g) * g;
}`,
  functions: [],
}

/** P − α v, v the moment of this step. */
export const momentum: KernelSource = {
  name: 'momentum',
  source: `function (P, v, rate) {
  return P[this.thread.y][this.thread.x] - rate * v[this.thread.y][this.thread.x];
}`,
  functions: [],
}

/** P − α (m / c₁) / (√(v / c₂) + ε), m and v the moments of this step. */
export const adam: KernelSource = {
  name: 'adam',
  source: `function (P, m, v, rate, epsilon, correction1, correction2) {
  const mean = m[this.thread.y][this.thread.x] / correction1;
  const root = Math.sqrt(v[this.thread.y][this.thread.x] / correction2);
  return P[this.thread.y][this.thread.x] - rate * (mean / (root + epsilon));
}`,
  functions: [],
}
