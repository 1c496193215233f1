/** A small heat-map and where it goes. */
export interface Tile {
  /** The upper left corner, in CSS pixels. */
  readonly x: number
  readonly y: number
  /** Drawn faintly. */
  readonly faint: boolean
  /** The tile is drawn anew when this is another object than the last time. */
  readonly source: object
  /** The colour of a pixel, packed; pixels run in rows from the top left. */
  colorAt(pixel: number): number
}

/** How the tiles of a mosaic are drawn. */
export interface MosaicOptions {
  /** Pixels along a tile's heat-map. */
  readonly pixels: number
  /** The side of a tile on the canvas, in CSS pixels. */
  readonly side: number
  /** The radius of a tile's corners, in CSS pixels. */
  readonly corner: number
  /** Pixels of the canvas for each CSS pixel. */
  readonly density: number
}

/** Draws many small heat-maps on one canvas: a browser composites each canvas by itself, which is dear. */
export class Mosaic {
  readonly #context: CanvasRenderingContext2D | null
  readonly #atlas: CanvasRenderingContext2D | null
  #image: ImageData | undefined
  #corners: ReturnType<typeof corners> = []
  #sources: (object | undefined)[] = []

  constructor(canvas: HTMLCanvasElement) {
    this.#context = canvas.getContext('2d')
    this.#atlas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  }

  draw(tiles: readonly Tile[], options: MosaicOptions): void {
    const [context, atlas] = [this.#context, this.#atlas]
    if (!context || !atlas) return
    const { pixels, side, density } = options
    const { canvas } = atlas
    const drawn = this.#paint(atlas, tiles, pixels, (options.corner * pixels) / side)
    context.setTransform(density, 0, 0, density, 0, 0)
    if (drawn === 'all') context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    for (const [i, { x, y, faint }] of tiles.entries()) {
      if (drawn !== 'all') {
        if (!drawn.has(i)) continue
        context.clearRect(x, y, side, side)
      }
      context.globalAlpha = faint ? 0.4 : 1
      // Half a pixel less on each side, or the neighbours in the atlas would show.
      context.drawImage(canvas, 0.5, i * pixels + 0.5, pixels - 1, pixels - 1, x, y, side, side)
    }
  }

  /** Paints the tiles one below the other; returns which were painted. */
  #paint(
    atlas: CanvasRenderingContext2D,
    tiles: readonly Tile[],
    pixels: number,
    radius: number,
  ): ReadonlySet<number> | 'all' {
    const { canvas } = atlas
    const anew = canvas.width !== pixels || canvas.height !== pixels * tiles.length || !this.#image
    if (anew) {
      canvas.width = pixels
      canvas.height = pixels * tiles.length
      this.#image = atlas.createImageData(pixels, pixels * tiles.length)
      this.#sources = []
    }
    const image = this.#image
    if (!image) return 'all'
    const all = new Int32Array(image.data.buffer)
    const painted = new Set<number>()
    if (anew) this.#corners = corners(pixels, radius)
    for (const [i, tile] of tiles.entries()) {
      if (this.#sources[i] === tile.source) continue
      this.#sources[i] = tile.source
      painted.add(i)
      const start = i * pixels * pixels
      for (let pixel = 0; pixel < pixels * pixels; pixel++) all[start + pixel] = tile.colorAt(pixel)
      for (const { pixel, opacity } of this.#corners) image.data[4 * (start + pixel) + 3] = opacity
    }
    atlas.putImageData(image, 0, 0)
    return anew ? 'all' : painted
  }

  /** Forgets what is drawn: all tiles are drawn anew the next time. */
  forget(): void {
    this.#image = undefined
  }
}

/** The pixels of a tile's round corners, which are not opaque: from 0, outside, to 255. */
function corners(
  pixels: number,
  radius: number,
): readonly { readonly pixel: number; readonly opacity: number }[] {
  return Array.from({ length: pixels * pixels }, (_, pixel) => {
    // How far a pixel's middle is beyond the middle of the nearest corner's circle.
    const beyond = (place: number) => Math.max(0, radius - place - 0.5, place + 0.5 - (pixels - radius))
    const distance = Math.hypot(beyond(pixel % pixels), beyond(Math.floor(pixel / pixels)))
    return { pixel, opacity: Math.round(255 * Math.max(0, Math.min(1, radius - distance + 0.5))) }
  }).filter(({ opacity }) => opacity < 255)
}
