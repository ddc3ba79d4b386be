/**
 * From a title to cards that are studied, over HTTP and with a model, by a learner whose connection is cut all the time.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { machinesIn, newPlaceFor, told } from "./harness/atWork.ts"
import { type Told, watched } from "./harness/events.ts"
import { startModels } from "./model/Models.ts"

const Id = Schema.Struct({ id: Schema.String })
const decodeGoal = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ id: Schema.String, run: Id })))
const decodeRun = Schema.decodeUnknownSync(Schema.fromJsonString(Id))
const Draft = Schema.Struct({ card: Schema.Struct({ id: Schema.String, status: Schema.String }) })
const decodeDrafts = Schema.decodeUnknownSync(Schema.fromJsonString(Schema.Struct({ drafts: Schema.Array(Draft) })))
const decodeCards = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ flashcards: Schema.Array(Schema.Struct({ status: Schema.String })) }))
)

const kindsOf = (events: ReadonlyArray<Told>): ReadonlyArray<string> => [...new Set(events.map(({ kind }) => kind))]

const assertGapless = (events: ReadonlyArray<Told>) =>
  assert.deepStrictEqual(
    events.map(({ id }) => id),
    events.map((_, i) => i + 1)
  )

it.live(
  "a goal becomes a tree, the tree drafts, the drafts cards; each event is told once, in order",
  () =>
    Effect.gen(function* () {
      const models = yield* startModels(1)
      const machines = yield* machinesIn(yield* newPlaceFor("embedded"), models)
      const [machine] = machines
      assert.isDefined(machine)
      const post = (path: string, body: unknown) => told(machine, { method: "POST", path, body })

      const goal = decodeGoal(yield* post("/api/goals", { title: "Know the words", grow: true }))
      const growing = yield* watched(machines, goal.run.id, 1)
      assertGapless(growing.told)
      assert.deepStrictEqual(kindsOf(growing.told), ["started", "skill", "succeeded"])

      const run = decodeRun(yield* post("/api/flashcards/generate", { goalId: goal.id }))
      const writing = yield* watched(machines, run.id, 2)
      assertGapless(writing.told)
      assert.includeMembers([...kindsOf(writing.told)], ["started", "skill", "card", "progress", "kept", "succeeded"])
      assert.isAtLeast(writing.connections, writing.told.length / 2)

      const { drafts } = decodeDrafts(yield* told(machine, { path: `/api/flashcards/drafts?runId=${run.id}` }))
      assert.strictEqual(drafts.length, 6)
      yield* post("/api/flashcards/approve", { ids: drafts.map(({ card }) => card.id) })
      const { flashcards } = decodeCards(yield* told(machine, { path: `/api/flashcards?goalId=${goal.id}` }))
      assert.deepStrictEqual(
        flashcards.map(({ status }) => status),
        Array.from({ length: 6 }, () => "active")
      )
    }).pipe(Effect.scoped),
  120_000
)
