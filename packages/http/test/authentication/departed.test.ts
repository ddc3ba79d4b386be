/**
 * Somebody is erased while a request of theirs is answered.
 */
import { assert, layer } from "@effect/vitest"
import { Goals, Privacy } from "@loopi/core"
import { Context, Effect, Layer, Logger } from "effect"
import { InMemory, serve } from "../app.ts"
import { post } from "../ask.ts"
import { asLearner } from "../me.ts"
import { assertProblem } from "../problems.ts"

const logged: Array<string> = []
const logger = Logger.map(Logger.formatJson, (line) => void logged.push(line))

/** Stands for the constraint of a database that no goal is without its learner. */
const Refusing = Layer.effectContext(
  Effect.gen(function* () {
    const [goals, privacy] = [yield* Goals, yield* Privacy]
    const create: typeof goals.create = (userId, { title }) =>
      Effect.andThen(
        title === "Leave" ? Effect.orDie(privacy.erase(userId)) : Effect.void,
        Effect.die(new Error("goals_user_id_fkey"))
      )
    return Context.make(Goals, { ...goals, create })
  })
)

const App = serve(Refusing.pipe(Layer.provideMerge(InMemory)), { loggers: [logger] })

layer(App, { excludeTestServices: true })("a write that the store refuses", (it) => {
  it.effect("is that of nobody, where the learner was erased meanwhile, and no mistake of ours", () =>
    asLearner(
      Effect.gen(function* () {
        const answered = yield* post("/api/goals", { title: "Leave" })
        assertProblem(answered, "unauthenticated")
        const lines = logged.filter((line) => line.includes(String(answered.json["requestId"])))
        assert.isFalse(
          lines.some((line) => line.includes("our mistake")),
          lines.join("\n")
        )
      })
    )
  )

  it.effect("is our mistake, where the learner is there", () =>
    asLearner(
      Effect.map(post("/api/goals", { title: "Stay" }), (answered) => assertProblem(answered, "internal_error"))
    )
  )
})
