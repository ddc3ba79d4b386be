/**
 * What has to be there for an example to work, and what is put in the place of values that it shows.
 */
import { GoalId, Goals, GoalTitle, Keys, Privacy, Runs, SkillTrees } from "@loopi/core"
import { Effect, Redacted, Stream } from "effect"
import { newCard } from "../prepared.ts"
import type { Belongings } from "../table/belongings.ts"
import { endless } from "./authors.ts"
import { joining } from "./joining.ts"

export interface Situation {
  /** Of what the request is about, where that is not what the owner has first. */
  readonly ids?: Partial<Belongings["ids"]>
  /** By the value in the example. */
  readonly swaps?: Readonly<Record<string, string>>
  /** By the name in the path. */
  readonly path?: Readonly<Record<string, string>>
  readonly query?: string
}

/** For the example of an operation, in the name of somebody who has one of everything. */
export const situationOf = (operation: string, owner: Belongings) =>
  Object.entries(situations).find(([name]) => name === operation)?.[1](owner) ?? Effect.succeed<Situation>({})

const situations = {
  ...joining,
  rateFlashcard: (owner: Belongings) => neverRated(owner),
  quizRate: (owner: Belongings) => neverRated(owner),
  approveFlashcards: ({ ids }: Belongings) => Effect.succeed({ ids: { card: ids.draft } }),
  previewDrafts: ({ ids }: Belongings) => Effect.succeed({ query: `goalId=${ids.goal}` }),
  cancelRun: (owner: Belongings) => Effect.map(runUnderWay(owner), (run) => ({ ids: { run } })),
  retryRun: (owner: Belongings) =>
    Effect.gen(function* () {
      const run = yield* runUnderWay(owner)
      yield* Runs.use((runs) => runs.cancel(owner.userId, run))
      return { ids: { run } }
    }),
  keepFlashcard: ({ ids, userId }: Belongings) =>
    Effect.gen(function* () {
      const runs = yield* Runs
      const again = yield* runs.startGeneration(userId, { goalId: GoalId.make(ids.goal) })
      yield* Stream.runDrain(runs.watch(userId, again.id, 0))
      return { ids: { run: again.id } }
    }),
  setPrerequisites: ({ ids, userId }: Belongings) =>
    Effect.gen(function* () {
      const { nodes } = yield* SkillTrees.use((trees) => trees.get(userId, GoalId.make(ids.goal)))
      return { swaps: { [otherNode]: nodes[1]?.id ?? "" } }
    }),
  removeKey: ({ userId }: Belongings) =>
    Keys.use((keys) => keys.add(userId, "anthropic", Redacted.make("sk-ant-0123456789-x9Qz"))).pipe(Effect.as({})),
  getErasure: ({ userId }: Belongings) =>
    Effect.map(
      Privacy.use((privacy) => privacy.erase(userId)),
      ({ code }) => ({ path: { code: Redacted.value(code) } })
    )
}

const neverRated = ({ userId }: Belongings) => Effect.map(newCard(userId), ({ id }) => ({ ids: { card: id } }))

/** As the examples name a skill beside the first one. */
const otherNode = "0190f6a0-0000-7000-8000-000000000013"

/** Somebody is at it for as long as the test takes. */
const runUnderWay = Effect.fnUntraced(function* ({ userId }: Belongings) {
  const [goals, runs, trees] = [yield* Goals, yield* Runs, yield* SkillTrees]
  const goal = yield* goals.create(userId, { title: GoalTitle.make(endless) })
  yield* trees.grow(userId, goal.id)
  const { id } = yield* runs.startGeneration(userId, { goalId: goal.id })
  return id
})
