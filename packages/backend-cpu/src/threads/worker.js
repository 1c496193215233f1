// A thread of the pool: plain JavaScript that runs as text, in any bundle. It computes parts of the job at hand, then
// spins for a moment, as the next job mostly comes soon, and sleeps until there is one. See pool.ts for the words.
// No `require` and no `import`: the text runs as a module of either kind, as the flags of the process have it.

/** Computes parts until it is told to quit. */
function serve({ memory, control, module, scratch, warm, word, native, spin }) {
  const kernels = native
    ? requireFile(native.file).open(native.set, new Uint8Array(native.roomBytes))
    : new WebAssembly.Instance(module, { env: { memory }, layout: { SCRATCH: scratch } }).exports
  let attached = -1

  /** Tells native kernels how long the memory is now; WebAssembly sees it by itself. */
  function attach() {
    const bytes = Atomics.load(control, word.bytes)
    if (!native || bytes === attached) return
    memory.grow(0) // lets this thread see how far others have grown it
    kernels.attach(new Uint8Array(memory.buffer))
    attached = bytes
  }

  const jobs = [
    (a, from, to) =>
      kernels.dense(a[0] + from * a[4] * 4, a[1], a[2] + from * a[5] * 4, a[3], a[4], a[5], to - from, a[7]),
    (a, from, to) => kernels.gradients(a[0], a[1], a[2], a[3], a[4], a[5], a[6], from, to),
    (a, from, to) =>
      kernels.backpropagate(
        a[0] + from * a[5] * 4,
        a[1],
        a[2] + from * a[4] * 4,
        a[3] + from * a[5] * 4,
        a[4],
        a[5],
        to - from,
        a[7],
      ),
  ]

  /** Computes parts until none is left. */
  function work() {
    for (;;) {
      const left = Atomics.sub(control, word.left, 1)
      if (left <= 0) return
      try {
        attach()
        const step = control[word.step]
        const from = (control[word.parts] - left) * step
        const a = unsigned(control.subarray(word.operands, word.operands + 8))
        jobs[control[word.job]](a, from, Math.min(from + step, control[word.total]))
      } catch {
        Atomics.store(control, word.failed, 1) // the thread that gave the job does it again, alone
      }
      Atomics.add(control, word.helped, 1)
      Atomics.add(control, word.done, 1)
      Atomics.notify(control, word.done)
    }
  }

  // Every kernel once before the first job: engines compile when a function is first called, and that must not happen
  // while another thread waits for this one. 8 × 8 matrices in a room of its own.
  attach()
  const at = (place) => warm + place * 512
  jobs[0]([at(0), at(1), at(2), at(3), 8, 8, 8, 1], 0, 8)
  jobs[1]([at(0), at(1), at(2), at(3), 8, 8, 8, 0], 0, 8)
  jobs[2]([at(0), at(1), at(2), at(3), 8, 8, 8, 1], 0, 8)
  Atomics.add(control, word.ready, 1)

  let seen = Atomics.load(control, word.generation)
  while (!Atomics.load(control, word.quit)) {
    work()
    const since = performance.now()
    while (Atomics.load(control, word.generation) === seen && performance.now() - since < spin) {
      for (let i = 0; i < 100 && Atomics.load(control, word.generation) === seen; i++);
    }
    Atomics.add(control, word.asleep, 1)
    Atomics.wait(control, word.generation, seen)
    Atomics.sub(control, word.asleep, 1)
    seen = Atomics.load(control, word.generation)
  }
}

/** Addresses above 2 GiB are negative as 32-bit integers. */
const unsigned = (a) => Array.from(a, (value) => value >>> 0)

/** Node's modules; not there in a page. */
const builtin = globalThis.process?.getBuiltinModule

const requireFile = (file) => builtin('node:module').createRequire(file)(file)

// In Node the pool's data is the thread's own; in a page it is the first message and the last.
if (builtin) serve(builtin('node:worker_threads').workerData)
else globalThis.onmessage = ({ data }) => serve(data)
