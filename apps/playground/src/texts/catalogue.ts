/** Every text of the page, by panel. A language is a value of this type: what it lacks does not compile. */
export interface Catalogue {
  readonly page: typeof import('./page.ts').english
  readonly transport: typeof import('./transport.ts').english
  readonly announcer: typeof import('./announcer.ts').english
  readonly data: typeof import('./data.ts').english
  readonly network: typeof import('./network.ts').english
  readonly result: typeof import('./result.ts').english
  readonly cost: typeof import('./cost.ts').english
  readonly score: typeof import('./score.ts').english
  readonly learning: typeof import('./learning.ts').english
  readonly deviceRegion: typeof import('./device-region.ts').english
  readonly brought: typeof import('./brought.ts').english
  readonly invitation: typeof import('./invitation.ts').english
  readonly sharing: typeof import('./sharing.ts').english
  readonly embedded: typeof import('./embedded.ts').english
  readonly landscape: typeof import('./landscape.ts').english
  readonly about: typeof import('./about.ts').english
  readonly cardSearch: typeof import('./card-search.ts').english
  readonly lesson: typeof import('./lesson.ts').english
  readonly shortcuts: typeof import('./shortcuts.ts').english
}
