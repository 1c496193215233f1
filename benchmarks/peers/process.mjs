// A process that is asked line by line and answers each with an object of JSON.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

/** Starts a program; `ask` sends a line and waits for its answer: `{ error }` where the process has ended. */
export function startProcess(program, args, env = {}) {
  const child = spawn(program, args, {
    cwd: here,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let complaint = ''
  child.stderr.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-400)
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`)
      for (;;) {
        const { value, done } = await lines.next()
        if (done) return { error: complaint.trim().split('\n').at(-1) || 'ended' }
        if (value.startsWith('{')) return JSON.parse(value)
      }
    },
    end: () => child.kill(),
  }
}
