/** Seconds up to which requests are counted. */
const edges = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

interface Tally {
  readonly byStatus: Map<number, number>
  readonly buckets: number[]
  rows: number
  seconds: number
  requests: number
}

/** Counts what a service does, for Prometheus. */
export class ServiceMetrics {
  readonly #byModel = new Map<string, Tally>()
  reloads = 0
  failedReloads = 0

  /** One request of a model. Only names of models are given, so that nobody makes the list long. */
  request(model: string, status: number, rows: number, seconds: number): void {
    let tally = this.#byModel.get(model)
    if (!tally) {
      tally = { byStatus: new Map(), buckets: edges.map(() => 0), rows: 0, seconds: 0, requests: 0 }
      this.#byModel.set(model, tally)
    }
    tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1)
    tally.rows += rows
    tally.seconds += seconds
    tally.requests++
    const bucket = edges.findIndex((edge) => seconds <= edge)
    if (bucket >= 0) tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1
  }

  /** Everything in Prometheus' text format, version 0.0.4. */
  text(): string {
    const lines: string[] = []
    const metric = (name: string, type: string, help: string, samples: readonly string[]) =>
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples)
    const tallies = [...this.#byModel].map(([model, tally]) => ({
      label: `model="${escaped(model)}"`,
      tally,
    }))
    metric(
      'leven_requests_total',
      'counter',
      'Requests by model and status.',
      tallies.flatMap(({ label, tally }) =>
        [...tally.byStatus].map(
          ([status, count]) => `leven_requests_total{${label},status="${status}"} ${count}`,
        ),
      ),
    )
    metric(
      'leven_rows_total',
      'counter',
      'Rows predicted.',
      tallies.map(({ label, tally }) => `leven_rows_total{${label}} ${tally.rows}`),
    )
    metric(
      'leven_request_seconds',
      'histogram',
      'Time of requests.',
      tallies.flatMap(({ label, tally }) => histogram(label, tally)),
    )
    metric('leven_reloads_total', 'counter', 'Times that models were loaded anew.', [
      `leven_reloads_total{outcome="done"} ${this.reloads}`,
      `leven_reloads_total{outcome="failed"} ${this.failedReloads}`,
    ])
    return `${lines.join('\n')}\n`
  }
}

function histogram(label: string, { buckets, seconds, requests }: Tally): readonly string[] {
  let below = 0
  const counts = edges.map((edge, bucket) => {
    below += buckets[bucket] ?? 0
    return `leven_request_seconds_bucket{${label},le="${edge}"} ${below}`
  })
  return [
    ...counts,
    `leven_request_seconds_bucket{${label},le="+Inf"} ${requests}`,
    `leven_request_seconds_sum{${label}} ${seconds}`,
    `leven_request_seconds_count{${label}} ${requests}`,
  ]
}

/** A label's value as the format has it. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
