/** The texts of the board, by panel: in another language they are fetched before anything is drawn. */
export interface BoardTexts {
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
  readonly embedded: typeof import('./embedded.ts').english
  readonly lesson: typeof import('./lesson.ts').english
}

/** The texts of what is fetched when it is wanted: in another language they come after the board's. */
export interface PartTexts {
  readonly sharing: typeof import('./sharing.ts').english
  readonly landscape: typeof import('./landscape.ts').english
  readonly about: typeof import('./about.ts').english
  readonly cardSearch: typeof import('./card-search.ts').english
  readonly lessons: typeof import('./lessons.ts').english
  readonly keeping: typeof import('./keeping.ts').english
  readonly pictures: typeof import('./pictures.ts').english
  readonly recording: typeof import('./recording.ts').english
  readonly gallery: typeof import('./gallery.ts').english
  readonly advice: typeof import('./advice.ts').english
  readonly pointing: typeof import('./pointing.ts').english
  readonly shortcuts: typeof import('./shortcuts.ts').english
  readonly faults: typeof import('./faults.ts').english
  readonly ownCode: typeof import('./own-code.ts').english
  readonly scoreCharts: typeof import('./score-charts.ts').english
  readonly drawing: typeof import('./drawing.ts').english
}

/** The texts of the derivation, the walk through it, and what is tried with it. */
export interface BelowTexts {
  readonly derivation: typeof import('./derivation.ts').english
  readonly equations: typeof import('./equations.ts').english
  readonly gradientCheck: typeof import('./gradient-check.ts').english
  readonly mistakes: typeof import('./mistakes.ts').english
  readonly walk: typeof import('./walk.ts').english
}

/** The texts of what can be known of a device. */
export interface DeviceTexts {
  readonly device: typeof import('./device.ts').english
}

/** The texts of the exercises. */
export interface ExercisesTexts {
  readonly exercises: typeof import('./exercises.ts').english
}

/** The texts of bringing a table. */
export interface TablesTexts {
  readonly tables: typeof import('./tables.ts').english
}

/** The files of a language that come after the board's: `parts` by itself, any other with the panels it is for. */
export interface LaterTexts {
  readonly parts: PartTexts
  readonly below: BelowTexts
  readonly device: DeviceTexts
  readonly exercises: ExercisesTexts
  readonly tables: TablesTexts
}

/** Every text of the page, by panel. A language is a value of this type: what it lacks does not compile. */
export interface Catalogue
  extends BoardTexts,
    PartTexts,
    BelowTexts,
    DeviceTexts,
    ExercisesTexts,
    TablesTexts {}
