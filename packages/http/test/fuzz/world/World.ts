/**
 * What the names in drawn requests stand for: two learners, and what is known of each.
 */
import type { UserId } from "@loopi/core"

export interface Learner {
  readonly userId: UserId
  /** Secrets and values by what they are of; of ids, every one that an answer told. */
  readonly known: Map<string, Array<string>>
  /** Ids of somebody else's that they named themselves, perhaps as a title: those may come back to them. */
  readonly named: Set<string>
}

export interface World {
  readonly own: Learner
  readonly other: Learner
}

let count = 0

/** Puts in what is known. What is not known yet stays an id that nobody has. */
export const putIn = (text: string, world: World): string =>
  text.replace(/\{\{(\w+)(?:\.(\w+))?(?:\.(\d+))?\}\}/g, (_, whose: string, what: string = "", nth: string = "0") => {
    if (whose === "fresh") return `fresh${count++}`
    if (whose === "again") return ""
    const values = whose === "own" || whose === "other" ? (world[whose].known.get(what) ?? []) : []
    return values[Number(nth) % values.length] ?? "0190f6a0-ffff-7000-8000-00000000dead"
  })

/** A body as it is sent: numbers that JavaScript cannot say are put in as they stand. */
export const writeBody = (body: unknown, world: World): string =>
  putIn(JSON.stringify(body).replace(/"\{\{literally ([^}]*)\}\}"/g, "$1"), world)

export const learn = ({ known }: Learner, what: string, value: string): void => {
  const values = known.get(what) ?? []
  if (!values.includes(value)) known.set(what, [...values, value])
}

/** What tells whose an answer is. */
export const belongings = ({ known, userId }: Learner): ReadonlyArray<string> => [
  userId,
  ...kinds.flatMap((kind) => known.get(kind) ?? [])
]

const kinds = ["goal", "node", "card", "draft", "run", "token", "session"]
