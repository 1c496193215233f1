import { type Bytes, LevenError } from '@leven/core'

/**
 * The SHA-256 of some bytes one after the other, in hexadecimal.
 * @throws LevenError where the page is not served securely: browsers offer no hashing there.
 */
export async function sha256(parts: readonly Uint8Array[]): Promise<string> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined
  if (!subtle) {
    throw new LevenError(
      'FAILED',
      'This page cannot compute SHA-256, because it is not served over HTTPS or from localhost.',
      'Serve the page over HTTPS.',
    )
  }
  const digest = await subtle.digest('SHA-256', concatenate(parts))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** All bytes in one array. */
export function concatenate(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
