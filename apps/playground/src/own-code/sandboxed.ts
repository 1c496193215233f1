import { expose } from 'comlink'
import { SandboxedDesk } from './sandboxed-desk.ts'

// The door of the worker in the sandboxed frame: its first message is the port that it answers on.
addEventListener('message', ({ ports: [port] }) => port && expose(new SandboxedDesk(), port), { once: true })
