import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { answerOf, type Driver, freePort, patiently } from './driver.ts'

/** Opens WebKitGTK on a screen of its own and speaks WebDriver with it. */
export async function openWebKit(executable: string): Promise<Driver> {
  const home = await mkdtemp(join(tmpdir(), 'leven-webkit-'))
  const port = await freePort()
  const driver = spawn('xvfb-run', ['-a', '-s', '-screen 0 1400x2000x24', executable, `--port=${port}`], {
    env: { ...process.env, HOME: home, LIBGL_ALWAYS_SOFTWARE: '1' },
    stdio: 'ignore',
    detached: true,
  })
  const ended = new Promise((resolve) => driver.once('exit', resolve))
  const to = (path: string) => `http://127.0.0.1:${port}/session${path}`
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(to(path), { method, ...(body && { body: JSON.stringify(body) }) })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(JSON.stringify(answer))
    return answerOf(answer)
  }
  const opened = await patiently(() =>
    ask('POST', '', { capabilities: { alwaysMatch: { browserName: 'MiniBrowser' } } }),
  )
  const session =
    typeof opened === 'object' && opened && 'sessionId' in opened ? String(opened.sessionId) : ''
  /** MiniBrowser shows a bar below the page for each file that it saved: the window grows by what they take. */
  const keepHeight = async () => {
    const body = { script: 'return outerHeight - innerHeight', args: [] }
    const around = Number(await ask('POST', `/${session}${paths.script()}`, body))
    await ask('POST', `/${session}/window/rect`, { x: 0, y: 0, width: 1280, height: 860 + around })
  }
  return {
    async ask(command, id, body) {
      if (command === 'url') await keepHeight()
      return ask('POST', `/${session}${paths[command](id ?? '')}`, body)
    },
    async close() {
      await ask('DELETE', `/${session}`)
      // The screen and the driver are one group of processes.
      if (driver.pid) process.kill(-driver.pid)
      await ended
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const paths = {
  url: () => '/url',
  script: () => '/execute/sync',
  click: (id: string) => `/element/${id}/click`,
  value: (id: string) => `/element/${id}/value`,
  actions: () => '/actions',
} as const
