import { isLevenError } from '@leven/core'
import { useEffect, useRef, useState } from 'preact/hooks'

/** A piece of work that was asked for: not yet, under way, done, or refused with a reason for people. */
export type Task<Result> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly result: Result }
  | { readonly kind: 'failed'; readonly message: string }

/** A task, and what starts it. A later start, or leaving the page, makes an earlier one's result void. */
export function useTask<Result>(): readonly [Task<Result>, (work: () => Promise<Result>) => void] {
  const [task, setTask] = useState<Task<Result>>({ kind: 'idle' })
  const current = useRef(0)
  useEffect(
    () => () => {
      current.current = -1
    },
    [],
  )
  const start = (work: () => Promise<Result>) => {
    const mine = ++current.current
    const settle = (next: Task<Result>) => {
      if (mine === current.current) setTask(next)
    }
    setTask({ kind: 'running' })
    work().then(
      (result) => settle({ kind: 'done', result }),
      (error: unknown) => {
        if (!isLevenError(error)) throw error
        settle({ kind: 'failed', message: error.message })
      },
    )
  }
  return [task, start]
}
