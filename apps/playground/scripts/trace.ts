/** What frames cost a page's main thread, in milliseconds; one number a frame. */
export interface FrameTimes {
  /** Every task from the beginning of one frame to that of the next, by the clock. */
  readonly work: readonly number[]
  /** The same by processor time: what the work takes where nothing else runs. */
  readonly processor: readonly number[]
  /** From the beginning of one frame to that of the next. */
  readonly intervals: readonly number[]
  readonly longestTask: number
}

/** An event of Chromium's trace format; times in microseconds. */
interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** What begins a frame on the main thread: scripts' animation frames, style, layout, paint and commit. */
const beginning = 'ProxyMain::BeginMainFrame'

/** The frames of the page that a trace was taken of: of all main threads of renderers, the busiest. */
export function frameTimes(trace: string): FrameTimes {
  const events = mainThread(trace)
  const begins = events.filter(({ name, ph }) => name === beginning && ph === 'X').map(({ ts }) => ts)
  const tasks = events.filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
  const [work, processor, intervals] = [[0], [0], [0]].map((list) => list.slice(1))
  let next = 0
  for (const [i, begin] of begins.slice(0, -1).entries()) {
    const end = begins[i + 1] ?? begin
    // The task that begins the frame has begun before it.
    while ((tasks[next]?.ts ?? end) + (tasks[next]?.dur ?? 0) <= begin) next++
    let [wall, cpu] = [0, 0]
    for (; (tasks[next]?.ts ?? end) + (tasks[next]?.dur ?? 0) <= end; next++) {
      wall += tasks[next]?.dur ?? 0
      cpu += tasks[next]?.tdur ?? 0
    }
    work?.push(wall / 1000)
    processor?.push(cpu / 1000)
    intervals?.push((end - begin) / 1000)
  }
  const longestTask = tasks.reduce((longest, { dur = 0 }) => Math.max(longest, dur / 1000), 0)
  return { work: work ?? [], processor: processor ?? [], intervals: intervals ?? [], longestTask }
}

/** Milliseconds spent in each kind of event on the main thread, without those inside it, the most first. */
export function selfTimes(trace: string): readonly (readonly [string, number])[] {
  const totals = new Map<string, number>()
  const open: { readonly name: string; readonly end: number }[] = []
  for (const { name, ph, ts, dur = 0 } of mainThread(trace)) {
    if (ph !== 'X') continue
    while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop()
    const around = open.at(-1)
    if (around) totals.set(around.name, (totals.get(around.name) ?? 0) - dur / 1000)
    totals.set(name, (totals.get(name) ?? 0) + dur / 1000)
    open.push({ name, end: ts + dur })
  }
  return [...totals].sort(([, a], [, b]) => b - a)
}

function mainThread(trace: string): readonly TraceEvent[] {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] }
  const key = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`
  const frames = new Map<string, number>()
  for (const event of traceEvents) {
    if (event.name === beginning) frames.set(key(event), (frames.get(key(event)) ?? 0) + 1)
  }
  const [busiest] = [...frames].sort(([, a], [, b]) => b - a)
  return traceEvents.filter((event) => key(event) === busiest?.[0]).toSorted((a, b) => a.ts - b.ts)
}
