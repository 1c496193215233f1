import { view } from '../../settings/view.ts'

/** Fetches what an embedded page needs beside the others, and talks with the page around it. To be called once. */
export async function converseIfEmbedded(): Promise<void> {
  if (!view.value.embed) return
  const { converse } = await import('./conversation.ts')
  if (parent !== window) converse(parent)
}
