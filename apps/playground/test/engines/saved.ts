import type { Engine } from './engine.ts'

/** Presses a button that saves a file; returns what it saves. */
export async function saved(engine: Engine, name: string): Promise<Buffer> {
  await engine.run(`${catchFiles}; window.saved = undefined; window.caught = (url) => { window.saved = url }`)
  await engine.click(name)
  await engine.until('window.saved')
  const url = String(await engine.run('return saved'))
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
}

/** A picture that was saved, as the engine draws it. */
export interface Drawn {
  readonly type: string
  readonly width: number
  readonly colors: number
}

/** Clicks on buttons that save a PNG or an SVG each, one after the other, in the page itself, which takes no time. */
export async function savedPictures(engine: Engine, names: readonly string[]): Promise<readonly Drawn[]> {
  await engine.run(`
    ${catchFiles}
    const draw = async (url) => {
      const image = new Image()
      // The page lets pictures come from data alone.
      image.src = url
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.naturalWidth
      canvas.height = image.naturalHeight
      const context = canvas.getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      const colors = new Set(new Uint32Array(data.buffer)).size
      return { type: /^data:([^;]*)/.exec(url)[1], width: canvas.width, colors }
    }
    const save = (name) => new Promise((resolve) => {
      window.caught = resolve
      document.querySelector('[aria-label="' + name + '"]').click()
    })
    window.drawn = undefined
    const all = async () => {
      const drawn = []
      for (const name of ${JSON.stringify(names)}) drawn.push(await draw(await save(name)))
      window.drawn = drawn
    }
    all().catch((reason) => { window.drawn = [{ type: String(reason) }] })
  `)
  await engine.until('window.drawn')
  const drawn = await engine.run('return drawn')
  return Array.isArray(drawn) ? drawn.map(Object) : []
}

/** What the page makes a file of, `caught` gets as a data URL. */
const catchFiles = `
  const make = window.make ??= URL.createObjectURL
  URL.createObjectURL = (blob) => {
    const reader = new FileReader()
    reader.onload = () => caught(reader.result)
    reader.readAsDataURL(blob)
    return make.call(URL, blob)
  }
`
