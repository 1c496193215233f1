import type { NetworkParameters } from '@leven/core'
import { parametersSha256 } from '@leven/model'
import { sharingTexts } from '../texts/sharing.ts'

/** The parametersSha256 that the command line reports for these parameters; in words where this page cannot compute it. */
export async function hashOf(parameters: NetworkParameters): Promise<string> {
  // Browsers hash for pages that came over https or from this machine only.
  if (!globalThis.isSecureContext) return sharingTexts().hashNeedsHttps
  return parametersSha256(parameters)
}
