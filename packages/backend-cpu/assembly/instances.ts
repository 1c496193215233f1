// Four instances at a time, one a lane. Beyond the last instance a lane repeats it, so that it computes
// what is computed already and stores what is stored already.

/** Element addresses of instances j … j + 3 of a matrix of n rows and m columns. */
export function columnOf(matrix: u32, j: u32, lane: u32, n: u32, m: u32): u32 {
  return matrix + min(j + lane, m - 1) * n * 4
}

/** One number of each of four instances. */
export function loadFour(a: u32, b: u32, c: u32, d: u32, offset: u32): v128 {
  return f32x4(load<f32>(a + offset), load<f32>(b + offset), load<f32>(c + offset), load<f32>(d + offset))
}

export function storeFour(a: u32, b: u32, c: u32, d: u32, offset: u32, values: v128): void {
  store<f32>(a + offset, f32x4.extract_lane(values, 0))
  store<f32>(b + offset, f32x4.extract_lane(values, 1))
  store<f32>(c + offset, f32x4.extract_lane(values, 2))
  store<f32>(d + offset, f32x4.extract_lane(values, 3))
}
