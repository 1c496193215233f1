import type { DateInput, DatePlan, Round } from '../plan.ts'
import type { Graph } from './graph.ts'

/**
 * The inputs of the network that a date becomes. It comes as seconds since 1970 (float64, NaN where missing), rows × 1;
 * in a column with zones rows × 2, with the minutes that the clock is ahead of UTC.
 */
export function dates(graph: Graph, plan: DatePlan): readonly string[] {
  graph.input(plan.name, 'double', plan.zoned ? 2 : 1)
  const unix = plan.zoned ? column(graph, plan.name, 0) : plan.name
  const missing = graph.node('IsNaN', [unix])
  const known = graph.node('Where', [missing, graph.double(0), unix])
  const ahead = plan.zoned
    ? graph.node('Where', [missing, graph.double(0), column(graph, plan.name, 1)])
    : graph.double(0)
  const calendar = new Calendar(graph, known, ahead)
  return plan.inputs.map((input) => {
    const value = input.kind === 'missing' ? missing : seen(graph, calendar, input, missing)
    return graph.node('Cast', [value], { to: 1 })
  })
}

function column(graph: Graph, from: string, index: number): string {
  return graph.node('Gather', [from, graph.int64s([index])], { axis: 1 })
}

/** An input where the date is there, else 0. */
function seen(
  graph: Graph,
  calendar: Calendar,
  input: Exclude<DateInput, { readonly kind: 'missing' }>,
  missing: string,
): string {
  const orZero = (value: string) => graph.node('Where', [missing, graph.double(0), value])
  switch (input.kind) {
    case 'elapsed':
    case 'year': {
      const value = input.kind === 'year' ? calendar.year : calendar.instant
      if (input.deviation === 0) return graph.node('Mul', [value, graph.double(0)])
      const from = graph.node('Sub', [value, graph.double(input.mean)])
      return orZero(graph.node('Div', [from, graph.double(input.deviation)]))
    }
    case 'sine':
      return orZero(cosineOfTurn(graph, calendar.less(calendar.turn(input.of), 0.25)))
    case 'cosine':
      return orZero(cosineOfTurn(graph, calendar.turn(input.of)))
    default:
      return input satisfies never
  }
}

/** What a clock shows, as nodes of float64; each is computed once. */
class Calendar {
  /** Days from 1 January 1970 to the date on the clock. */
  readonly days: string
  /** Of its day. */
  readonly seconds: string
  /** Days from 1970 to the instant. */
  readonly instant: string
  readonly year: string
  readonly #graph: Graph

  constructor(graph: Graph, unix: string, ahead: string) {
    this.#graph = graph
    const offset = this.times(ahead, 60)
    const clock = graph.node('Add', [unix, offset])
    this.days = this.floor(this.over(clock, 86400))
    this.seconds = graph.node('Sub', [clock, this.times(this.days, 86400)])
    const ofDay = graph.node('Sub', [this.seconds, offset])
    this.instant = graph.node('Add', [this.days, this.over(ofDay, 86400)])
    this.year = this.#yearOf()
  }

  /** The share of a turn that a part has gone. */
  turn(of: Round): string {
    switch (of) {
      case 'season': {
        const begin = this.#januaryFirst(this.year)
        const length = this.#graph.node('Sub', [this.#januaryFirst(this.less(this.year, -1)), begin])
        return this.#graph.node('Div', [this.#graph.node('Sub', [this.days, begin]), length])
      }
      case 'weekday': {
        const fromMonday = this.less(this.days, -3) // 1 January 1970 was a Thursday
        const weeks = this.floor(this.over(fromMonday, 7))
        return this.over(this.#graph.node('Sub', [fromMonday, this.times(weeks, 7)]), 7)
      }
      case 'hour':
        return this.over(this.seconds, 86400)
      default:
        return of satisfies never
    }
  }

  less(a: string, b: number): string {
    return this.#graph.node('Sub', [a, this.#graph.double(b)])
  }

  times(a: string, b: number): string {
    return this.#graph.node('Mul', [a, this.#graph.double(b)])
  }

  over(a: string, b: number): string {
    return this.#graph.node('Div', [a, this.#graph.double(b)])
  }

  floor(a: string): string {
    return this.#graph.node('Floor', [a])
  }

  /** The year of the days: the mean length of a year is at most one off, and then the days from 1970 say so. */
  #yearOf(): string {
    const graph = this.#graph
    const guess = this.less(this.floor(this.over(this.days, 365.2425)), -1970)
    const next = this.less(guess, -1)
    const late = graph.node('Cast', [graph.node('GreaterOrEqual', [this.days, this.#januaryFirst(next)])], {
      to: 11,
    })
    const early = graph.node('Cast', [graph.node('Less', [this.days, this.#januaryFirst(guess)])], { to: 11 })
    return graph.node('Sub', [graph.node('Add', [guess, late]), early])
  }

  /** Days from 1 January 1970 to that of another year of the Gregorian calendar. */
  #januaryFirst(year: string): string {
    const before = this.less(year, 1)
    const add = (a: string, b: string) => this.#graph.node('Add', [a, b])
    const leaps = add(
      this.#graph.node('Sub', [this.floor(this.over(before, 4)), this.floor(this.over(before, 100))]),
      this.floor(this.over(before, 400)),
    )
    return this.less(add(this.times(this.less(year, 1970), 365), leaps), 477)
  }
}

/** cos 2πx, by the series that training has (tabular's turn.ts): the same bits. */
function cosineOfTurn(graph: Graph, x: string): string {
  const two = (operation: string, a: string, b: number) => graph.node(operation, [a, graph.double(b)])
  const nearest = graph.node('Floor', [two('Add', x, 0.5)])
  const part = graph.node('Abs', [graph.node('Sub', [x, nearest])])
  const isFar = two('Greater', part, 0.25)
  const rest = graph.node('Where', [isFar, graph.node('Sub', [graph.double(0.5), part]), part])
  const angle = two('Mul', rest, 2 * Math.PI)
  const square = graph.node('Mul', [angle, angle])
  let value = graph.double(1)
  for (let power = 20; power > 0; power -= 2) {
    const term = two('Div', graph.node('Mul', [value, square]), power * (power - 1))
    value = graph.node('Sub', [graph.double(1), term])
  }
  return graph.node('Where', [isFar, graph.node('Neg', [value]), value])
}
