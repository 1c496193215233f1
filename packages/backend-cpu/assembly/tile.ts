// The innermost loop of the products: eight rows by four columns in registers.

/**
 * C (8 × 4, columns cStride bytes apart) = P B + bias: P is a panel of eight numbers for each k, panelStride bytes
 * apart. Of B (depth × 4) the `Unit` says how it lies: v128 where the four numbers of each k lie together, packed; f32
 * where each column lies by itself, bStride bytes after the one before. Each element of C is one sum, serial over k,
 * that goes on from C if `accumulate`. The numbers at `bias` are added, unless that is 0; then what is below `floor`
 * becomes it.
 */
export function timesColumns<Unit>(
  c: u32,
  cStride: u32,
  p: u32,
  panelStride: u32,
  b: u32,
  bStride: u32,
  depth: u32,
  accumulate: bool,
  bias: u32,
  floor: f32,
): void {
  const c1 = c + cStride
  const c2 = c1 + cStride
  const c3 = c2 + cStride
  let s00 = f32x4.splat(0)
  let s04 = s00
  let s10 = s00
  let s14 = s00
  let s20 = s00
  let s24 = s00
  let s30 = s00
  let s34 = s00
  if (accumulate) {
    s00 = v128.load(c)
    s04 = v128.load(c, 16)
    s10 = v128.load(c1)
    s14 = v128.load(c1, 16)
    s20 = v128.load(c2)
    s24 = v128.load(c2, 16)
    s30 = v128.load(c3)
    s34 = v128.load(c3, 16)
  }
  let b0 = b
  let b1 = b + bStride
  let b2 = b1 + bStride
  let b3 = b2 + bStride
  const step: u32 = isVector<Unit>() ? 16 : 4
  const end = b + depth * step
  // no unrolling: it spills registers and halves the speed
  while (b0 < end) {
    const p0 = v128.load(p)
    const p4 = v128.load(p, 16)
    let x = v128.load_splat<f32>(b0)
    s00 = f32x4.add(s00, f32x4.mul(p0, x))
    s04 = f32x4.add(s04, f32x4.mul(p4, x))
    x = isVector<Unit>() ? v128.load_splat<f32>(b0, 4) : v128.load_splat<f32>(b1)
    s10 = f32x4.add(s10, f32x4.mul(p0, x))
    s14 = f32x4.add(s14, f32x4.mul(p4, x))
    x = isVector<Unit>() ? v128.load_splat<f32>(b0, 8) : v128.load_splat<f32>(b2)
    s20 = f32x4.add(s20, f32x4.mul(p0, x))
    s24 = f32x4.add(s24, f32x4.mul(p4, x))
    x = isVector<Unit>() ? v128.load_splat<f32>(b0, 12) : v128.load_splat<f32>(b3)
    s30 = f32x4.add(s30, f32x4.mul(p0, x))
    s34 = f32x4.add(s34, f32x4.mul(p4, x))
    p += panelStride
    b0 += step
    if (!isVector<Unit>()) {
      b1 += step
      b2 += step
      b3 += step
    }
  }
  if (bias) {
    const bias0 = v128.load(bias)
    const bias4 = v128.load(bias, 16)
    s00 = f32x4.add(s00, bias0)
    s04 = f32x4.add(s04, bias4)
    s10 = f32x4.add(s10, bias0)
    s14 = f32x4.add(s14, bias4)
    s20 = f32x4.add(s20, bias0)
    s24 = f32x4.add(s24, bias4)
    s30 = f32x4.add(s30, bias0)
    s34 = f32x4.add(s34, bias4)
  }
  const low = f32x4.splat(floor)
  v128.store(c, f32x4.pmax(s00, low))
  v128.store(c, f32x4.pmax(s04, low), 16)
  v128.store(c1, f32x4.pmax(s10, low))
  v128.store(c1, f32x4.pmax(s14, low), 16)
  v128.store(c2, f32x4.pmax(s20, low))
  v128.store(c2, f32x4.pmax(s24, low), 16)
  v128.store(c3, f32x4.pmax(s30, low))
  v128.store(c3, f32x4.pmax(s34, low), 16)
}
