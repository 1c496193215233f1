// Loaded into the command by the tests of faults: the N-th call of one kind fails as a disk does.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [kind, at, fault] = (process.env.FAULT ?? '').split(':')
let calls = 0

function failing(work) {
  return (...args) => {
    if (++calls !== Number(at)) return work(...args)
    if (fault === 'short' && ArrayBuffer.isView(args[1])) {
      const [file, bytes, offset = 0] = args
      return work(file, bytes, offset, Math.max(1, (bytes.byteLength - offset) >> 1))
    }
    throw Object.assign(new Error(`${fault}: injected`), { code: fault, syscall: kind })
  }
}

if (kind) {
  fs[kind] = failing(fs[kind])
  syncBuiltinESMExports()
  process.on('exit', () => {
    if (process.env.FAULT_SEEN) fs.writeFileSync(process.env.FAULT_SEEN, String(calls))
  })
}
