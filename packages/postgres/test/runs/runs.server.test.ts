/**
 * Runs and the token ledger among several programs on one server: what is promised holds between them as within one.
 */
import { assert, it } from "@effect/vitest"
import { FlashcardStore, GoalStore, type RunId, RunStore, type Stores, TokenLedger } from "@loopi/core"
import { fixtures, runs } from "@loopi/core/testing"
import { Postgres } from "@loopi/postgres"
import { Array, type Context, Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

type Program = Context.Context<Stores>

/** Two programs on a database of their own: each with connections that the other has not. */
const twoPrograms = Effect.gen(function* () {
  const { runtime } = yield* (yield* TestServer).newMigrated
  const program = Layer.build(Layer.fresh(Postgres.layerStores.pipe(Layer.provide(Postgres.layerServer(runtime)))))
  return [yield* program, yield* program] as const
})

/** Does so many things at once, every other one in the other program. */
const sharedOut = <A, E>(
  programs: readonly [Program, Program],
  times: number,
  ask: (i: number) => Effect.Effect<A, E, Stores>
) =>
  Effect.forEach(Array.range(1, times), (i) => Effect.provideContext(ask(i), programs[i % 2 === 0 ? 0 : 1]), {
    concurrency: "unbounded"
  })

const countIf = (outcomes: ReadonlyArray<boolean>): number => outcomes.filter(Boolean).length

withServer("runs among programs", () => {
  it.layer(layerServer, { timeout: "60 seconds" })("runs and the token ledger among programs", (it) => {
    it.effect("let ten calls through under two hundred at once, where the day allows ten", () =>
      Effect.gen(function* () {
        const programs = yield* twoPrograms
        const [here, there] = programs
        const learner = yield* Effect.provideContext(fixtures.newLearner, here)
        const caps = { callsPerDay: 10, tokensPerDay: 10_000_000 }
        const reserving = Effect.gen(function* () {
          const ledger = yield* TokenLedger
          return (yield* Effect.result(ledger.reserve(yield* runs.makeCall(learner), caps)))._tag === "Success"
        })
        assert.strictEqual(countIf(yield* sharedOut(programs, 200, () => reserving)), 10)
        const spent = TokenLedger.use((ledger) => ledger.spent(learner, 20_458))
        assert.deepInclude(yield* Effect.provideContext(spent, there), { calls: 10, open: 10, inputTokens: 1_000 })
      }).pipe(Effect.scoped)
    )

    it.effect("begin one run with one goal for a key that comes a hundred times at once", () =>
      Effect.gen(function* () {
        const programs = yield* twoPrograms
        const [here, there] = programs
        const learner = yield* Effect.provideContext(fixtures.newLearner, here)
        const key = yield* runs.newKey
        const begun = yield* sharedOut(
          programs,
          100,
          Effect.fnUntraced(function* () {
            const goal = yield* fixtures.makeGoal(learner)
            const run = yield* runs.makeRun(learner, { kind: "goal_creation", goalId: goal.id })
            const limits = { atOnce: 1, perHour: 1 }
            return yield* runs.beginning(run, { key, limits, goal: { goal, limits: fixtures.limits } })
          })
        )
        assert.strictEqual(new Set(begun.map(({ id }) => id)).size, 1)
        const goals = yield* Effect.provideContext(
          GoalStore.use((store) => store.list(learner)),
          there
        )
        assert.deepStrictEqual(
          goals.map(({ id }) => id),
          [begun[0]?.goalId]
        )
      }).pipe(Effect.scoped)
    )

    it.effect("move a run once, keep a step once, and number events without gaps", () =>
      Effect.gen(function* () {
        const programs = yield* twoPrograms
        const [here] = programs
        const goal = yield* Effect.provideContext(
          Effect.flatMap(fixtures.newLearner, (learner) => fixtures.newGoal(learner)),
          here
        )
        const { userId } = goal
        const run = yield* Effect.provideContext(runs.newRun(userId, { goalId: goal.id }), here)
        const { id } = run
        const change = {
          from: ["queued"],
          to: "running",
          event: runs.told("started"),
          at: fixtures.january(2)
        } as const
        const moved = yield* sharedOut(programs, 50, () =>
          RunStore.use((store) => Effect.map(store.move(userId, id, change), (outcome) => outcome.moved))
        )
        assert.strictEqual(countIf(moved), 1)
        const kept = yield* sharedOut(
          programs,
          40,
          Effect.fnUntraced(function* (i) {
            const store = yield* RunStore
            const cards = [yield* fixtures.makeCard(goal)]
            yield* store.tell(userId, id, [runs.told(`${i}a`), runs.told(`${i}b`)], fixtures.january(3))
            const effects = { cards, events: [runs.told("kept")] }
            return yield* store.finishStep(userId, id, runs.stepOf("commit/1", i), effects)
          })
        )
        assert.strictEqual(new Set(kept.map(({ output }) => output)).size, 1)
        const cards = FlashcardStore.use((store) => store.list(userId, {}))
        assert.lengthOf(yield* Effect.provideContext(cards, here), 1)
        const events = yield* Effect.provideContext(runs.happened(run), here)
        assert.deepStrictEqual(
          events.map(({ seq }) => seq),
          Array.range(1, 82)
        )
      }).pipe(Effect.scoped)
    )

    it.effect("are heard of by other programs when something happens, and by one's own once", () =>
      Effect.gen(function* () {
        const [here, there] = yield* twoPrograms
        const learner = yield* Effect.provideContext(fixtures.newLearner, here)
        const [own, others, last] = yield* Effect.provideContext(Effect.replicateEffect(runs.newRun(learner), 3), here)
        const telling = (id: RunId | undefined, on: Program) =>
          Effect.provideContext(
            RunStore.use((store) =>
              id === undefined ? Effect.void : store.tell(learner, id, [runs.told("progress")], fixtures.january(2))
            ),
            on
          )
        const listening = yield* Deferred.make<void>()
        const { nudges } = yield* Effect.provideContext(RunStore, here)
        const heard = yield* nudges.pipe(
          Stream.tap((id) => (id === others?.id ? Deferred.succeed(listening, undefined) : Effect.void)),
          Stream.takeUntil((id) => id === last?.id),
          Stream.runCollect,
          Effect.forkChild
        )
        // Until it listens nobody hears anything: so it is said again and again.
        yield* Effect.raceFirst(Deferred.await(listening), Effect.forever(telling(others?.id, there)))
        yield* telling(own?.id, here)
        yield* telling(last?.id, there)
        const ids = yield* Fiber.join(heard)
        assert.lengthOf(
          ids.filter((id) => id === own?.id),
          1
        )
      }).pipe(Effect.scoped)
    )
  })
})
