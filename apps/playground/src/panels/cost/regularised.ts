import type { Curve } from '../../training/history.ts'

/** Whether L2 ever added to the cost. */
export function isRegularised({ cost, objective }: Curve): boolean {
  return objective.some((value, i) => value !== cost[i])
}
