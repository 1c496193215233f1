import type { Fault } from './frame.ts'

/** An error with what is to be said of it: the page, which knows the language, finds the words. */
export class FaultError extends Error {
  override readonly name: string = 'FaultError'
  readonly fault: Fault

  constructor(fault: Fault, options?: ErrorOptions) {
    super(JSON.stringify(fault), options)
    this.fault = fault
  }
}

/** Training that has left the range of numbers. */
export class DivergedError extends FaultError {
  override readonly name = 'DivergedError'
}
