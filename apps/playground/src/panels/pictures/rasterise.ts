/** Pixels of a PNG for each pixel of its drawing: sharp in print at half a page. */
const density = 2

/** A PNG of an SVG that holds all of its pictures itself. */
export async function rasterise(svg: string): Promise<Blob> {
  const image = new Image()
  // The page's policy lets pictures come from data: alone.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth * density
  canvas.height = image.naturalHeight * density
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('This browser made no PNG.')
  return blob
}
