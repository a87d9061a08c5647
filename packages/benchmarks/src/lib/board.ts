/** What a board has measured, as it stands on the page. */
export interface Report {
  /** Markdown for the board's part of the page. */
  readonly text: string
  /** Pictures, by the names of their files. */
  readonly pictures?: Readonly<Record<string, string>>
}

/** Says what is under way. */
export type Say = (what: string) => void
