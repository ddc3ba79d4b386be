import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Generation, Goals, GoalTitle, Notes, SkillTrees, RunStore, Runs } from "@loopi/core"
import { Effect, Layer, Stream } from "effect"
import { Composition, ensureEmbeddedLearner, Plan } from "loopi"
const directory = await mkdtemp(join(tmpdir(), "gen-"))
const skills = 60
const text = Array.from({ length: skills }, (_, i) => `# Topic ${i}\n\n` + Array.from({ length: 5 }, (_, j) => `**Term${i}x${j}**: the number ${i * 31 + j} thing of kind ${String.fromCharCode(97 + (i % 26))}${j} that lives in region ${i}.\n`).join("\n")).join("\n")
const plan = process.argv[2] === "memory" ? Plan.memory : Plan.embedded({ directory })
await Effect.runPromise(Effect.gen(function* () {
  const { id: learner } = yield* ensureEmbeddedLearner
  const goal = yield* (yield* Goals).create(learner, { title: GoalTitle.make("Terms") })
  yield* (yield* Notes).add(learner, goal.id, { name: "n.md", text })
  const t0 = performance.now()
  yield* (yield* SkillTrees).grow(learner, goal.id)
  const t1 = performance.now()
  let first = 0
  const report = yield* (yield* Generation).generate(learner, { goalId: goal.id }, () => Effect.sync(() => { first ||= performance.now() }))
  const t2 = performance.now()
  console.log({ grow: t1 - t0, first: first - t1, generate: t2 - t1, perSkill: (t2 - t1) / skills, kept: report.kept.length, leftOut: report.leftOut.length })
  const t3 = performance.now()
  const r = yield* (yield* Runs).startGeneration(learner, { goalId: goal.id })
  const t4 = performance.now()
  yield* (yield* Runs).awaitEnd(learner, r.id)
  console.log({ begin: t4 - t3, second: performance.now() - t4 })
}).pipe(Effect.provide(Composition.layer(plan))))
await rm(directory, { recursive: true })
