/**
 * Writes cards from the example note, and prints how many skills are done.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Generation, GoalTitle, Goals, Notes, SkillTrees } from "@loopi/core"
import { Effect } from "effect"
import { embeddedLearnerId as learner, ensureEmbeddedLearner } from "loopi"
import { layer } from "./embedded.ts"

const [directory = ""] = process.argv.slice(2)
const text = readFileSync(join(import.meta.dirname, "../../../examples/spaced-learning.md"), "utf8")

const write = Effect.gen(function* () {
  yield* ensureEmbeddedLearner
  const goal = yield* (yield* Goals).create(learner, { title: GoalTitle.make("Remember") })
  yield* (yield* Notes).add(learner, goal.id, { name: "spaced-learning.md", text })
  yield* (yield* SkillTrees).grow(learner, goal.id)
  yield* (yield* Generation).generate(learner, { goalId: goal.id }, ({ nodesDone }) =>
    Effect.sync(() => void process.stdout.write(`${nodesDone}\n`))
  )
})

await Effect.runPromise(Effect.provide(write, layer(directory)))
