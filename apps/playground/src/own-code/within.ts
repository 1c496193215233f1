/** Thrown when work takes longer than it may. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError'
}

/**
 * What the work resolves with. Work that shows signs of life by `renew` gets its time anew; work that is late
 * is not ended by it: that is the caller's to do.
 * @throws OutOfTimeError when so many milliseconds pass without either.
 */
export async function within<Result>(
  milliseconds: number,
  work: (renew: () => void) => PromiseLike<Result>,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let late: (error: OutOfTimeError) => void = () => {}
  const over = new Promise<never>((_, reject) => {
    late = reject
  })
  const renew = () => {
    clearTimeout(timer)
    timer = setTimeout(() => late(new OutOfTimeError()), milliseconds)
  }
  renew()
  try {
    return await Promise.race([work(renew), over])
  } finally {
    clearTimeout(timer)
  }
}
