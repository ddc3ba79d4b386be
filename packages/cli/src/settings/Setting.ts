/**
 * A setting of the environment, as people are told of it.
 */
export interface Setting {
  readonly name: string
  readonly means: string
  /** What it is where nobody sets it. */
  readonly otherwise: string
  /** What it may be, as in "Set it to ..."; nothing where any text may do. */
  readonly expects?: string
}

/** Settings that belong together, and the page of the documents that tells more of them. */
export interface SettingGroup {
  readonly title: string
  readonly page: string
  readonly settings: ReadonlyArray<Setting>
}

export const wholeFrom = (least: number): string => `a whole number, at least ${least}`
