/** What the worker says. */
export type Message =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly model: Uint8Array }
