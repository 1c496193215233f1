/** What is used of gifenc 1.0.3, which brings no types. */
declare module 'gifenc' {
  /** Red, green and blue, each 0 … 255. */
  type Color = readonly [number, number, number]

  interface Encoder {
    /** Indices into the palette; the delay is in milliseconds. It repeats for ever. */
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette: readonly Color[]; readonly delay: number },
    ): void
    finish(): void
    bytes(): Uint8Array<ArrayBuffer>
  }

  export function GIFEncoder(): Encoder
  export function quantize(rgba: Uint8ClampedArray, colors: number): Color[]
  export function applyPalette(rgba: Uint8ClampedArray, palette: readonly Color[]): Uint8Array
}
