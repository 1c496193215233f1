const errorCodes = [
  'INVALID_OPTION',
  'INVALID_DATA',
  'INVALID_MODEL',
  'SHAPE',
  'HANDLE',
  'BACKEND_UNAVAILABLE',
  'OUT_OF_MEMORY',
  'DIVERGED',
  'ABORTED',
  'FAILED',
] as const

/** What kind of thing went wrong; each has one exit status in the command line. */
export type ErrorCode = (typeof errorCodes)[number]

/** An error for people: one sentence that says what is wrong, and a remedy. */
export class LevenError extends Error {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name: string = 'LevenError'
  /** What kind of thing went wrong; the same in every copy of the package. */
  readonly code: ErrorCode
  /** What to do about it, as a sentence. */
  readonly remedy: string

  constructor(code: ErrorCode, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.remedy = remedy
  }
}

/** An option or argument that no call can accept. */
export class InvalidOptionError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'InvalidOptionError'
  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super('INVALID_OPTION', message, remedy, options)
  }
}

/** Operands whose sizes do not fit, or an output that is also an input. */
export class ShapeError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'ShapeError'
  constructor(message: string, remedy = 'Give operands of the shapes the operation names.') {
    super('SHAPE', message, remedy)
  }
}

/** A tensor that was freed, or that belongs to another backend, or that is none. */
export class HandleError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'HandleError'
  constructor(message: string, remedy = 'Use tensors made by this backend that are not yet freed.') {
    super('HANDLE', message, remedy)
  }
}

/** A backend or mode that cannot run here. Nothing falls back silently. */
export class BackendUnavailableError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'BackendUnavailableError'
  /** The backend and mode asked for: 'gpujs:webgl2'. */
  readonly mode: string
  constructor(mode: string, message: string, remedy: string, options?: ErrorOptions) {
    super('BACKEND_UNAVAILABLE', message, remedy, options)
    this.mode = mode
  }
}

/** The device has no room for a tensor. */
export class OutOfMemoryError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'OutOfMemoryError'
  /** Bytes asked for, and bytes that live tensors held then. */
  readonly requested: number
  /** Bytes that live tensors held then. */
  readonly live: number
  constructor(requested: number, live: number, message: string, remedy: string, options?: ErrorOptions) {
    super('OUT_OF_MEMORY', message, remedy, options)
    this.requested = requested
    this.live = live
  }
}

/** Data that no network can learn from. */
export class InvalidDataError extends LevenError {
  /** The class's name, for the log; programs ask for `code`. */
  override readonly name = 'InvalidDataError'
  constructor(message: string, remedy: string) {
    super('INVALID_DATA', message, remedy)
  }
}

/**
 * Whether an error is one of Leven's, by what it has: two copies of core have two classes of one name.
 * @example
 * if (isLevenError(error) && error.code === 'INVALID_DATA') console.log(error.message, error.remedy)
 */
export function isLevenError(error: unknown): error is LevenError {
  if (!(error instanceof Error) || !('code' in error) || !('remedy' in error)) return false
  return typeof error.remedy === 'string' && errorCodes.some((code) => code === error.code)
}
