/**
 * A round of what a learner does in a day, several times over, and what came of it.
 */
import { Effect } from "effect"
import type { Answered, Ask } from "./asking.ts"
import { type Learner, questionOf } from "./prepared.ts"

/** What must go on whatever else is away. */
export const promised = ["due", "goals", "progress", "history", "rate"] as const
/** What may be less than it would be. */
export const besides = ["add goal", "add card", "duplicates", "search"] as const
export type Deed = (typeof promised)[number] | (typeof besides)[number] | "health"

let made = 0

const deeds = (ask: Ask, { fresh, goalId }: Learner): Record<Deed, Effect.Effect<Answered>> => ({
  due: ask("/api/study/due"),
  goals: ask("/api/goals"),
  progress: ask("/api/progress/stats"),
  history: ask("/api/progress/history?days=30"),
  rate: Effect.suspend(() => ask("/api/study/rate", { cardId: fresh.pop(), rating: 3, version: 0 })),
  "add goal": Effect.suspend(() => ask("/api/goals", { title: `A goal of number ${++made}` })),
  "add card": Effect.suspend(() =>
    ask("/api/flashcards", { goalId, question: questionOf(1_000 + ++made), answer: `River ${made}` })
  ),
  duplicates: Effect.suspend(() =>
    ask("/api/flashcards/check-duplicate", { question: questionOf(5_000 + ++made), answer: "The Rhine" })
  ),
  search: ask("/api/search?q=river"),
  health: ask("/api/health")
})

export interface Tally {
  readonly deed: Deed
  readonly answers: ReadonlyArray<Answered>
}

/** Everything once, over and over: side by side, as people do. */
export const round = Effect.fnUntraced(function* (
  ask: Ask,
  learner: Learner,
  times: number,
  also: ReadonlyArray<Deed>
) {
  const all = deeds(ask, learner)
  const wanted: ReadonlyArray<Deed> = [...promised, ...also]
  return yield* Effect.forEach(
    wanted,
    (deed) =>
      Effect.map(Effect.all(Array.from({ length: times }, () => all[deed])), (answers): Tally => ({ deed, answers })),
    { concurrency: "unbounded" }
  )
})

export const isWell = ({ status }: Answered): boolean => status >= 200 && status < 300

/** "due 8/8 3/14 ms": how many went well, and what half of them and all but one in twenty took at most. */
export const line = ({ answers, deed }: Tally): string => {
  const took = answers.map(({ took }) => took).sort((a, b) => a - b)
  const at = (part: number) => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0
  const codes = new Set(
    answers.filter((one) => !isWell(one)).map(({ body, status }) => `${status} ${String(body["code"])}`)
  )
  const told = codes.size === 0 ? "" : ` (${[...codes].join("; ")})`
  return `${deed} ${answers.filter(isWell).length}/${answers.length} ${at(0.5)}/${at(0.95)} ms${told}`
}
