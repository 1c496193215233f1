/** Pixels of a PNG for each pixel of its drawing: sharp in print at half a page. */
const density = 2

/** An SVG that holds all of its pictures itself, ready to be drawn on a canvas. */
export async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image()
  // The page's policy lets pictures come from data: alone.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  return image
}

/** A PNG of such an SVG. */
export async function rasterise(svg: string): Promise<Blob> {
  const image = await imageOf(svg)
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * density
  canvas.height = image.naturalHeight * density
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('This browser made no PNG.')
  return blob
}
