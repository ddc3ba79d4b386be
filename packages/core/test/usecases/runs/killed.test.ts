import { assert, describe, it } from "@effect/vitest"
import {
  type Assignment,
  Flashcards,
  Flows,
  FlowWork,
  GoalTitle,
  isFinal,
  Notes,
  type ProposedCard,
  type Run,
  Runs,
  RunStore,
  SkillTrees,
  type UserId
} from "@loopi/core"
import { Effect, Layer } from "effect"
import { type Random, seeded } from "../../fixtures/random.ts"
import * as lines from "../lines.ts"
import { newGrown, newLearner, world } from "../world.ts"
import { authorOf, type Reaper, Reaping, reaperOf, stores, trees } from "./mortal.ts"

const note = `# North
What is the capital of Norway? => Oslo
Which country is Oslo in? => Norway
What is the capital of Iceland? => Reykjavik
# South
What is the capital of Portugal? => Lisbon
`

/** What the note does not say is refused, and written again. */
const withMistake = (task: Assignment) =>
  lines.cardsIn(task).map((card) => (card.answer === "Norway" ? wrong(card) : card))

const wrong = (card: ProposedCard): ProposedCard => ({ ...card, answer: "Denmark" })

const mended = (card: ProposedCard): ProposedCard => ({ ...card, answer: "Norway" })

/** Nobody carries runs out but the test itself. */
const idle = Layer.succeed(Flows, { launch: () => Effect.void, interrupt: () => Effect.void })

const mortal = world({ stores, trees, cards: authorOf(withMistake, mended), flows: idle })

/** Carries a run out, on one machine or on two at once, however often whoever does it is killed. */
const seeThrough = Effect.fnUntraced(function* ({ attempt, id, userId }: Run, reaper: Reaper, machines: number) {
  const [work, store] = [yield* FlowWork, yield* RunStore]
  const once = Effect.exit(work.carryOut({ attempt, id, userId }, (_name, step) => step)).pipe(
    Effect.provideService(Reaping, reaper)
  )
  for (let tries = 0; tries < 1_000; tries += 1) {
    yield* Effect.replicateEffect(once, machines, { concurrency: "unbounded", discard: true })
    const run = yield* store.get(userId, id)
    if (!isFinal(run)) continue
    assert.isAtLeast(reaper.deaths, tries)
    return run
  }
  return assert.fail("the run does not end")
})

const reaper = (random: Random, mortality: number): Reaper =>
  reaperOf(() => (random.next() < mortality ? random.pick(["before", "after"]) : undefined))

/** No call was made more often than whoever made it was killed, and once more. */
const assertNotPaidTwice = ({ calls, kills }: Reaper) => {
  for (const [step, count] of calls) assert.isAtMost(count, 1 + (kills.get(step) ?? 0), step)
}

const assertWhole = Effect.fnUntraced(function* (learner: UserId, run: Run) {
  const events = yield* (yield* Runs).events(learner, run.id)
  assert.deepStrictEqual(
    events.map(({ seq }) => seq),
    events.map((_, i) => i + 1)
  )
  const of = (kind: string) => events.filter((event) => event.kind === kind)
  assert.strictEqual(of("succeeded").length, 1)
  assert.strictEqual(of("started").length, 1)
  assert.strictEqual(events.at(-1)?.kind, "succeeded")
  return of
})

const seeds = Array.from({ length: 60 }, (_, seed) => seed)

describe("a run whose carriers are killed again and again", () => {
  it.effect.each([
    [1, "one machine"],
    [2, "two machines at once"]
  ] as const)("of generation ends with each card once, on %s: %s", ([machines]) =>
    Effect.forEach(
      seeds,
      (seed) =>
        Effect.gen(function* () {
          const learner = yield* newLearner
          const { goal } = yield* newGrown(learner, note)
          const run = yield* (yield* Runs).startGeneration(learner, { goalId: goal.id, approve: true })
          const death = reaper(seeded(seed), 0.12)
          const ended = yield* seeThrough(run, death, machines)
          assert.strictEqual(ended.status, "succeeded", JSON.stringify(ended.failure))
          const cards = yield* (yield* Flashcards).list(learner, {})
          assert.deepStrictEqual(
            cards.map(({ answer, status }) => [answer, status]),
            ["Oslo", "Norway", "Reykjavik", "Lisbon"].map((answer) => [answer, "active"])
          )
          const of = yield* assertWhole(learner, ended)
          assert.deepStrictEqual(
            of("progress").map(({ detail }) => detail),
            [
              { nodesDone: 1, nodes: 2, kept: 3, leftOut: 0 },
              { nodesDone: 2, nodes: 2, kept: 4, leftOut: 0 }
            ]
          )
          assert.deepStrictEqual([...death.calls.keys()].filter((step) => step.startsWith("rewrite/")).length, 1)
          if (machines === 1) assertNotPaidTwice(death)
        }).pipe(Effect.provide(Layer.fresh(mortal))),
      { discard: true }
    )
  )

  it.effect.each([
    [1, "one machine"],
    [2, "two machines at once"]
  ] as const)("of goal creation ends with each skill once, on %s: %s", ([machines]) =>
    Effect.forEach(
      seeds,
      (seed) =>
        Effect.gen(function* () {
          const learner = yield* newLearner
          const { goal, run } = yield* (yield* Runs).startGoal(learner, { title: GoalTitle.make("Capitals") })
          yield* (yield* Notes).add(learner, goal.id, { name: "note.md", text: note })
          const death = reaper(seeded(seed), 0.2)
          const ended = yield* seeThrough(run, death, machines)
          assert.strictEqual(ended.status, "succeeded", JSON.stringify(ended.failure))
          const tree = yield* (yield* SkillTrees).get(learner, goal.id)
          assert.deepStrictEqual([tree.version, ...tree.nodes.map(({ title }): string => title)], [1, "North", "South"])
          yield* assertWhole(learner, ended)
          if (machines === 1) assertNotPaidTwice(death)
        }).pipe(Effect.provide(Layer.fresh(mortal))),
      { discard: true }
    )
  )
})
