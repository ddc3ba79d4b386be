/** A way in which a request can fail. */
export interface ProblemKind {
  readonly status: number
  /** The same for every occurrence. */
  readonly title: string
  /** What happened, unless the occurrence knows better. */
  readonly detail: string
  readonly whatToDo?: string
}
