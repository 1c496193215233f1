/** How much a request may ask for. */
export interface ServiceLimits {
  /** Bytes of a JSON body, and of one line of JSON lines. */
  readonly bytes: number
  /** Milliseconds that a JSON request may take. */
  readonly milliseconds: number
}
