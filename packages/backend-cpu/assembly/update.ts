// One step of an optimizer, in place. G = dP + l2 P. Equations (15)–(18). `count` numbers each.

/** P ← P − α G. */
export function gradientDescent(P: u32, dP: u32, count: u32, rate: f32, l2: f32): void {
  const rates = f32x4.splat(rate)
  const decays = f32x4.splat(l2)
  const bytes = count * 4
  for (let i: u32 = 0; i < bytes; i += 16) {
    const p = v128.load(P + i)
    const G = f32x4.add(v128.load(dP + i), f32x4.mul(decays, p))
    v128.store(P + i, f32x4.sub(p, f32x4.mul(rates, G)))
  }
}

/** v ← μ v + G, P ← P − α v. */
export function momentum(P: u32, dP: u32, V: u32, count: u32, rate: f32, l2: f32, mu: f32): void {
  const rates = f32x4.splat(rate)
  const decays = f32x4.splat(l2)
  const mus = f32x4.splat(mu)
  const bytes = count * 4
  for (let i: u32 = 0; i < bytes; i += 16) {
    const p = v128.load(P + i)
    const G = f32x4.add(v128.load(dP + i), f32x4.mul(decays, p))
    const v = f32x4.add(f32x4.mul(mus, v128.load(V + i)), G)
    v128.store(V + i, v)
    v128.store(P + i, f32x4.sub(p, f32x4.mul(rates, v)))
  }
}

/** m ← β₁ m + γ₁ G, v ← β₂ v + γ₂ G², P ← P − α (m/c₁)/(√(v/c₂) + ε), with γ = 1 − β. */
export function adam(
  P: u32,
  dP: u32,
  M: u32,
  V: u32,
  count: u32,
  rate: f32,
  l2: f32,
  beta1: f32,
  gain1: f32,
  beta2: f32,
  gain2: f32,
  epsilon: f32,
  correction1: f32,
  correction2: f32,
): void {
  const bytes = count * 4
  for (let i: u32 = 0; i < bytes; i += 16) {
    const p = v128.load(P + i)
    const G = f32x4.add(v128.load(dP + i), f32x4.mul(f32x4.splat(l2), p))
    const m = f32x4.add(f32x4.mul(f32x4.splat(beta1), v128.load(M + i)), f32x4.mul(f32x4.splat(gain1), G))
    const v = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), v128.load(V + i)),
      f32x4.mul(f32x4.splat(gain2), f32x4.mul(G, G)),
    )
    v128.store(M + i, m)
    v128.store(V + i, v)
    const mean = f32x4.div(m, f32x4.splat(correction1))
    const root = f32x4.sqrt(f32x4.div(v, f32x4.splat(correction2)))
    const move = f32x4.div(mean, f32x4.add(root, f32x4.splat(epsilon)))
    v128.store(P + i, f32x4.sub(p, f32x4.mul(f32x4.splat(rate), move)))
  }
}
