import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerOf, type Driver, freePort, patiently } from './driver.ts'

/** Opens Firefox without a window and speaks Marionette with it, the protocol that its WebDriver is made of. */
export async function openFirefox(executable: string): Promise<Driver> {
  const home = await mkdtemp(join(tmpdir(), 'leven-firefox-'))
  const port = await freePort()
  await writeFile(
    join(home, 'user.js'),
    [
      `user_pref("marionette.port", ${port});`,
      'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
      'user_pref("browser.shell.checkDefaultBrowser", false);',
    ].join('\n'),
  )
  const firefox = spawn(
    executable,
    ['--headless', '--marionette', '--no-remote', '--width=1280', '--height=900', '--profile', home],
    { env: { ...process.env, HOME: home, MOZ_HEADLESS: '1' }, stdio: 'ignore' },
  )
  const ended = new Promise((resolve) => firefox.once('exit', resolve))
  const line = new Line(await patiently(() => connected(port)))
  await line.ask('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } })
  return {
    ask: async (command, id, body) =>
      line.ask(`WebDriver:${names[command]}`, id === undefined ? body : { ...body, id }),
    async close() {
      line.end()
      firefox.kill()
      await ended
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const names = {
  url: 'Navigate',
  script: 'ExecuteScript',
  click: 'ElementClick',
  value: 'ElementSendKeys',
  actions: 'PerformActions',
} as const

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Messages are JSON with their length before them: `17:[0,1,"name",{}]`; an answer is `[1,id,error,result]`. */
class Line {
  readonly #socket: Socket
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(reason: Error): void }>()
  #asked = 0
  #heard = Buffer.alloc(0)

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (piece) => this.#hear(piece))
    socket.on('error', (reason) => {
      for (const { reject } of this.#waiting.values()) reject(reason)
    })
  }

  ask(name: string, parameters: object): Promise<unknown> {
    const id = ++this.#asked
    const message = JSON.stringify([0, id, name, parameters])
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#socket.write(`${Buffer.byteLength(message)}:${message}`)
    })
  }

  end(): void {
    this.#socket.destroy()
  }

  #hear(piece: Buffer | string): void {
    this.#heard = Buffer.concat([this.#heard, Buffer.from(piece)])
    for (;;) {
      const colon = this.#heard.indexOf(':')
      const length = Number(this.#heard.subarray(0, colon).toString())
      if (colon < 0 || this.#heard.length < colon + 1 + length) return
      const message: unknown = JSON.parse(this.#heard.subarray(colon + 1, colon + 1 + length).toString())
      this.#heard = this.#heard.subarray(colon + 1 + length)
      if (!Array.isArray(message)) continue // the greeting
      const [, id, error, result] = message
      const waiting = this.#waiting.get(Number(id))
      this.#waiting.delete(Number(id))
      if (error) waiting?.reject(new Error(JSON.stringify(error)))
      else waiting?.resolve(answerOf(result))
    }
  }
}
