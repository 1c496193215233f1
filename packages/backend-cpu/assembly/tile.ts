// The innermost loop of the large products: eight rows by four columns in registers.

/**
 * C (8 × 4, columns cStride bytes apart) = P Q + bias: P is a panel of eight numbers for each k, panelStride
 * bytes apart, Q a panel of four for each k, contiguous. Each element is one sum, serial over k, that goes on
 * from C if `accumulate`. Unless `bias` is 0, the numbers there are added, and what is below `floor` becomes it.
 */
export function timesPackedColumns(
  c: u32,
  cStride: u32,
  p: u32,
  panelStride: u32,
  q: u32,
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
  const end = q + depth * 16
  // no unrolling: it spills registers and halves the speed
  while (q < end) {
    const p0 = v128.load(p)
    const p4 = v128.load(p, 16)
    let x = v128.load_splat<f32>(q)
    s00 = f32x4.add(s00, f32x4.mul(p0, x))
    s04 = f32x4.add(s04, f32x4.mul(p4, x))
    x = v128.load_splat<f32>(q, 4)
    s10 = f32x4.add(s10, f32x4.mul(p0, x))
    s14 = f32x4.add(s14, f32x4.mul(p4, x))
    x = v128.load_splat<f32>(q, 8)
    s20 = f32x4.add(s20, f32x4.mul(p0, x))
    s24 = f32x4.add(s24, f32x4.mul(p4, x))
    x = v128.load_splat<f32>(q, 12)
    s30 = f32x4.add(s30, f32x4.mul(p0, x))
    s34 = f32x4.add(s34, f32x4.mul(p4, x))
    p += panelStride
    q += 16
  }
  if (bias) {
    const low = f32x4.splat(floor)
    const bias0 = v128.load(bias)
    const bias4 = v128.load(bias, 16)
    s00 = f32x4.pmax(f32x4.add(s00, bias0), low)
    s04 = f32x4.pmax(f32x4.add(s04, bias4), low)
    s10 = f32x4.pmax(f32x4.add(s10, bias0), low)
    s14 = f32x4.pmax(f32x4.add(s14, bias4), low)
    s20 = f32x4.pmax(f32x4.add(s20, bias0), low)
    s24 = f32x4.pmax(f32x4.add(s24, bias4), low)
    s30 = f32x4.pmax(f32x4.add(s30, bias0), low)
    s34 = f32x4.pmax(f32x4.add(s34, bias4), low)
  }
  v128.store(c, s00)
  v128.store(c, s04, 16)
  v128.store(c1, s10)
  v128.store(c1, s14, 16)
  v128.store(c2, s20)
  v128.store(c2, s24, 16)
  v128.store(c3, s30)
  v128.store(c3, s34, 16)
}
