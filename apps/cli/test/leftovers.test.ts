import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isGone } from '../src/leftovers.ts'

test.runIf(process.platform === 'linux')(
  'a process that was killed is gone, though nobody has asked how it ended',
  async () => {
    // exec leaves the shell's child to a program that never waits for children.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec tail -f /dev/null'])
    try {
      const [said] = await once(parent.stdout, 'data')
      const child = Number(String(said))
      expect(isGone(child)).toBe(false)
      process.kill(child, 'SIGKILL')
      await expect.poll(() => readFileSync(`/proc/${child}/stat`, 'latin1')).toContain(') Z ')
      expect(isGone(child)).toBe(true)
    } finally {
      parent.kill('SIGKILL')
    }
  },
)
