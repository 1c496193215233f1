/** Thrown when work takes longer than it may. */
export class OutOfTimeError extends Error {
  override readonly name = 'OutOfTimeError'
}

/**
 * What the work resolves with. It is not ended by being late: that is the caller's to do.
 * @throws OutOfTimeError when it takes longer than so many milliseconds.
 */
export async function within<Result>(milliseconds: number, work: PromiseLike<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTimeError()), milliseconds)
  })
  try {
    return await Promise.race([work, over])
  } finally {
    clearTimeout(timer)
  }
}
