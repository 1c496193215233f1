/** dZ = (T − Y) ⊙ s: n × m, s 1 × m or 0 for none. m ∂J/∂Z of the last layer. */
export function residual(dZ: u32, T: u32, Y: u32, s: u32, n: u32, m: u32): void {
  if (!s || n === 1) {
    const bytes = n * m * 4
    for (let i: u32 = 0; i < bytes; i += 16) {
      const difference = f32x4.sub(v128.load(T + i), v128.load(Y + i))
      v128.store(dZ + i, s ? f32x4.mul(difference, v128.load(s + i)) : difference)
    }
    return
  }
  const stride = n * 4
  for (let j: u32 = 0; j < m; j++) {
    const weight = v128.load_splat<f32>(s + j * 4)
    // the last vector of a column spills into the next one, which is stored after it
    for (let i: u32 = 0; i < stride; i += 16) {
      v128.store(dZ + i, f32x4.mul(f32x4.sub(v128.load(T + i), v128.load(Y + i)), weight))
    }
    dZ += stride
    T += stride
    Y += stride
  }
}
