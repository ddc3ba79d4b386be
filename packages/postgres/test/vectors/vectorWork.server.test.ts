/**
 * The work on vectors among several programs on one server: shared, handed out once, and heard of without waiting.
 */
import { assert, it } from "@effect/vitest"
import { type GoalId, SpaceId, type Stores, type UserId, VectorWork } from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { Postgres } from "@loopi/postgres"
import { type Context, Deferred, Effect, Exit, Fiber, Layer, type Redacted, Scope, Stream } from "effect"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

type Program = Context.Context<Stores>

/** A program of its own: with connections, and turns, that no other has. */
const program = (url: Redacted.Redacted) =>
  Layer.build(Layer.fresh(Postgres.layerStores.pipe(Layer.provide(Postgres.layerServer(url)))))

const newUrl = Effect.gen(function* () {
  return (yield* (yield* TestServer).newMigrated).runtime
})

const newGoal = (on: Program) =>
  Effect.provideContext(
    Effect.flatMap(fixtures.newLearner, (learner) => fixtures.newGoal(learner)),
    on
  )

const enqueue = (on: Program, { id, userId }: { readonly id: GoalId; readonly userId: UserId }) =>
  Effect.provideContext(
    VectorWork.use((work) => work.enqueue(userId, "goal", [id])),
    on
  )

/** Takes everything, and gives back the ids. */
const take = Effect.fnUntraced(function* (on: Program, meanwhile: Effect.Effect<void> = Effect.void) {
  const ids: Array<string> = []
  const taking = { at: fixtures.january(1), limit: 100, spaces: [SpaceId.make("test-1")] }
  const work = Effect.provideContext(VectorWork, on)
  yield* Effect.flatMap(work, (it) =>
    it.take(taking, (tasks) => {
      ids.push(...tasks.map(({ id }) => id))
      return Effect.as(meanwhile, [])
    })
  )
  return ids
})

withServer("vector work among programs", () => {
  it.layer(layerServer)("the work on vectors", (it) => {
    it.effect("is heard of by other programs when the change is committed", () =>
      Effect.gen(function* () {
        const url = yield* newUrl
        const [here, there] = [yield* program(url), yield* program(url)]
        const goal = yield* newGoal(here)
        const work = yield* Effect.provideContext(VectorWork, there)
        const nudged = yield* Effect.forkChild(Stream.runHead(work.nudges))
        // Until it listens nobody hears anything: so it is said again and again.
        yield* Effect.raceFirst(Fiber.join(nudged), Effect.forever(enqueue(here, goal)))
      }).pipe(Effect.scoped)
    )

    it.effect("is done by one program at a time, and by the others not again", () =>
      Effect.gen(function* () {
        const url = yield* newUrl
        const [here, there] = [yield* program(url), yield* program(url)]
        const goal = yield* newGoal(here)
        const [begun, done] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
        const first = yield* Effect.forkChild(
          take(here, Effect.andThen(Deferred.succeed(begun, undefined), Deferred.await(done)))
        )
        yield* Deferred.await(begun)
        const second = yield* Effect.forkChild(take(there))
        // What other programs write is not held up by it.
        const other = yield* newGoal(there)
        assert.isUndefined(second.pollUnsafe())
        yield* Deferred.succeed(done, undefined)
        assert.deepStrictEqual(yield* Fiber.join(first), [goal.id])
        assert.deepStrictEqual(yield* Fiber.join(second), [other.id])
      }).pipe(Effect.scoped)
    )

    it.effect("is taken up by another program when the first one dies over it", () =>
      Effect.gen(function* () {
        const url = yield* newUrl
        const there = yield* program(url)
        const scope = yield* Scope.make()
        const here = yield* Scope.provide(program(url), scope)
        const goal = yield* newGoal(here)
        const begun = yield* Deferred.make<void>()
        const dying = yield* Effect.forkChild(
          take(here, Effect.andThen(Deferred.succeed(begun, undefined), Effect.never))
        )
        yield* Deferred.await(begun)
        yield* Fiber.interrupt(dying)
        yield* Scope.close(scope, Exit.void)
        assert.deepStrictEqual(yield* take(there), [goal.id])
        assert.deepStrictEqual(yield* take(there), [])
      }).pipe(Effect.scoped)
    )
  })
})
