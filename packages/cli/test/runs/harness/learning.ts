/**
 * A learner on the way: begins a goal, has cards written for it, and asks again with the same key whenever no answer came.
 */
import { Effect, Option, Schema } from "effect"
import { now } from "../model/now.ts"
import type { Ask, Machine } from "./Machine.ts"

export interface BegunRun {
  readonly id: string
  readonly kind: "goal_creation" | "generation"
  readonly begunAt: number
  /** As seen by a client; `null` while it goes on. */
  endedAt: number | null
  status: string
}

export interface Path {
  readonly title: string
  readonly runs: Array<BegunRun>
  /** What a client should never be told. */
  readonly refusals: Array<string>
}

const Run = Schema.Struct({ id: Schema.String, status: Schema.String })
const NewGoal = Schema.Struct({ id: Schema.String, run: Run })
const decodeRun = Schema.decodeUnknownSync(Schema.fromJsonString(Run))
const decodeGoal = Schema.decodeUnknownSync(Schema.fromJsonString(NewGoal))

/** From a title to cards that are studied, whatever happens to the machines meanwhile. */
export const learn = Effect.fnUntraced(function* (
  machines: ReadonlyArray<Machine>,
  path: Path,
  onBegun: (run: BegunRun) => void
) {
  const headers = { "idempotency-key": path.title }
  const begun = (kind: BegunRun["kind"], { id, status }: typeof Run.Type) => {
    const run: BegunRun = { id, kind, status, begunAt: now(), endedAt: null }
    path.runs.push(run)
    onBegun(run)
    return run
  }
  const grown = yield* answered(machines, path, {
    method: "POST",
    path: "/api/goals",
    headers,
    body: { title: path.title, grow: true }
  })
  if (grown === null) return
  const goal = decodeGoal(grown)
  if (!(yield* ended(machines, path, begun("goal_creation", goal.run)))) return
  const written = yield* answered(machines, path, {
    method: "POST",
    path: "/api/flashcards/generate",
    headers: { "idempotency-key": `${path.title}: cards` },
    body: { goalId: goal.id, approve: true }
  })
  if (written !== null) yield* ended(machines, path, begun("generation", decodeRun(written)))
})

/** Whether it ended well. */
const ended = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>, path: Path, run: BegunRun) {
  while (run.endedAt === null) {
    yield* Effect.sleep("300 millis")
    const text = yield* answered(machines, path, { path: `/api/runs/${run.id}` })
    if (text === null) return false
    run.status = decodeRun(text).status
    if (run.status !== "queued" && run.status !== "running") run.endedAt = now()
  }
  return run.status === "succeeded"
})

/** What is answered at last; nothing where the answer is a refusal, which goes on record. */
const answered = Effect.fnUntraced(function* (machines: ReadonlyArray<Machine>, path: Path, ask: Ask) {
  for (let i = 0; ; i++) {
    const machine = machines[i % machines.length]
    const answer = machine === undefined ? Option.none() : yield* machine.ask(ask)
    if (Option.isSome(answer) && answer.value.status < 300) return answer.value.text
    if (Option.isSome(answer) && answer.value.status < 500) {
      path.refusals.push(`${ask.path}: ${answer.value.status} ${answer.value.text}`)
      return null
    }
    yield* Effect.sleep("200 millis")
  }
})
