/** One line of a file of scenarios, of either schema: `then` is an object in one and a list in the other. */
export interface Row {
  readonly id: string
  readonly theme: string
  readonly given: object
  readonly when: readonly Operation[]
  readonly then: object
}

/** Something that happens in a case. */
export interface Operation {
  readonly op: string
  readonly [field: string]: unknown
}

/**
 * What can be asked about an operation once it has happened: each answer is worked out only when it is asked for. It is
 * told what is wanted, and gives that back where the wish is a condition that holds (`selected_one_of`).
 */
export type Answers = Readonly<Record<string, (want: unknown) => unknown>>

/** Lets one operation happen. */
export type Play = (operation: Operation, index: number) => Answers

/** What a schema has to say about a row. */
export interface Schema {
  /** Sets the scene and says how the operations of the row are played in it. */
  start(row: Row): Play
  /** What is wanted of operation `index`; absent: nothing. */
  wanted(row: Row, index: number): Readonly<Record<string, unknown>> | undefined
}

/** How a row came out. */
export type Played =
  | { readonly id: string; readonly theme: string; readonly ok: boolean; readonly got: unknown; readonly want: unknown }
  | { readonly id: string; readonly theme: string; readonly skipped: string }
