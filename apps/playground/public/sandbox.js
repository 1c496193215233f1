// The whole of the sandboxed frame: it starts the worker that the page sends, in an origin of its own.
// The worker takes on the frame's policy. From here on that allows no more scripts, not even from this host:
// what runs in the worker can evaluate the learner's code, and reach nothing.
const policy = document.createElement('meta')
policy.httpEquiv = 'Content-Security-Policy'
policy.content = "script-src 'unsafe-eval'; worker-src blob:"
document.head.append(policy)

addEventListener(
  'message',
  ({ data, ports, source }) => {
    if (source !== parent) return
    const worker = new Worker(URL.createObjectURL(new Blob([data], { type: 'text/javascript' })))
    worker.postMessage(undefined, ports)
  },
  { once: true },
)
