/**
 * Has somebody leave, and prints who, the code, and when it is done: to be killed in between.
 */
import { Privacy } from "@loopi/core"
import { Effect, Redacted } from "effect"
import { Plan } from "loopi"
import { archived, keptOf, newStudent, opened } from "./world.ts"

const [directory = "", study = "postgres"] = process.argv.slice(2)
const plan = {
  ...Plan.embedded({ directory }),
  study: study === "lancedb" ? ("lancedb" as const) : ("postgres" as const)
}
const print = (value: unknown) => Effect.sync(() => void process.stdout.write(`${JSON.stringify(value)}\n`))

const leave = Effect.gen(function* () {
  const [leaving, staying] = [yield* newStudent("dodo"), yield* newStudent("robin")]
  yield* archived(plan.lancedb, leaving)
  const kept = yield* keptOf(staying)
  const { code } = yield* (yield* Privacy).erase(leaving)
  yield* print({ leaving, staying, kept, code: Redacted.value(code) })
  yield* (yield* Privacy).goOn
  yield* print("done")
  return yield* Effect.never
})

await Effect.runPromise(Effect.provide(leave, opened(plan)))
