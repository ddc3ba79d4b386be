/**
 * Keeps vectors in line with goals and flashcards, by working off what the stores enqueue.
 */
import { Context, DateTime, Deferred, Effect, Layer, Queue, Stream } from "effect"
import type { UserId } from "../../domain/users/User.ts"
import { Afterwards } from "../../ports/Afterwards.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"
import { continuing } from "../continuing.ts"
import { Embeddings } from "./Embeddings.ts"
import { outageLog } from "../upkeep/outageLog.ts"
import { VectorWriter } from "./VectorWriter.ts"

export class Projector extends Context.Service<
  Projector,
  {
    /**
     * Brings a learner's vectors in line with what was written before. Refuses nothing and never fails: in an outage
     * the work waits, and is done by the next `settle` or by `run`.
     */
    readonly settle: (userId: UserId) => Effect.Effect<void>
    /** Does one batch of what is due, whoever's it is. Gives the number of tasks; 0 where there is nothing to do. */
    readonly step: Effect.Effect<number, StoreUnavailable>
    /** Enqueues everything where the index has lost it all. Never fails: in an outage the next one finds out. */
    readonly refill: Effect.Effect<void>
    /** Refills, and does whatever is due. Never fails: in an outage the work waits. */
    readonly catchUp: Effect.Effect<void>
    /** Does what comes in for as long as it is not interrupted, and refills every minute. */
    readonly run: Effect.Effect<never>
  }
>()("@loopi/core/usecases/vectors/Projector") {
  static readonly layer: Layer.Layer<Projector, never, VectorWork | VectorWriter | Embeddings | EmbeddingIndex> =
    Layer.effect(
      Projector,
      Effect.gen(function* () {
        const work = yield* VectorWork
        const { present, spaces } = yield* Embeddings
        const index = yield* EmbeddingIndex
        const outage = outageLog(
          "Vectors wait to be brought in line; everything else works.",
          "Vectors are written again."
        )
        const ask = yield* batches(outage)

        const settleAll = Effect.fnUntraced(function* (userId: UserId) {
          while ((yield* ask(userId)) === batchSize);
        })
        const settled = (userId: UserId) =>
          settleAll(userId).pipe(Effect.timeout(patience), Effect.ignore, Effect.withSpan("Projector.settle"))
        const settle = (userId: UserId) => Effect.flatMap(Afterwards, (afterwards) => afterwards(settled(userId)))

        const step = ask(undefined)
        // In an outage one batch at each poll is enough to learn that it is over.
        const drain = Effect.repeat(step, { while: (taken) => taken > 0 && !outage.lasts() })

        /** An index without anybody in it was deleted or is a new one; one in another space is somebody's decision. */
        const refilled = Effect.gen(function* () {
          const [someone] = yield* Stream.runCollect(Stream.take(index.learners, 1))
          if (someone !== undefined) return
          const count = (yield* work.waitingFor(present.space)) > 0 ? 0 : yield* work.enqueueAll(present.space)
          if (count > 0) yield* Effect.logDebug(`There are no vectors: ${count} are made.`)
        })

        const refill = Effect.ignore(Effect.tapError(refilled, (error) => outage.begun(error)))

        const warnOfSpace = Effect.gen(function* () {
          const [someone] = yield* Stream.runCollect(Stream.take(index.learners, 1))
          const used = someone === undefined ? [] : yield* index.spaces(someone)
          if (used.length === 0 || spaces.some(({ space }) => used.includes(space))) return
          yield* Effect.logWarning(
            `The vectors are in ${used.join()}: \`loopi reindex\` makes those of ${present.space}.`
          )
        })

        const catchUp = Effect.andThen(refill, Effect.ignore(drain)).pipe(Effect.withSpan("Projector.catchUp"))
        const soon = Stream.merge(work.nudges, Stream.tick(pollEvery)).pipe(
          Stream.buffer({ capacity: 1, strategy: "sliding" })
        )
        const run = Effect.andThen(
          Effect.ignore(warnOfSpace),
          Effect.all(
            [
              Effect.forever(Effect.andThen(Effect.sleep(refillEvery), catchUp)),
              Stream.runForEach(soon, () => Effect.ignore(drain))
            ],
            { concurrency: "unbounded" }
          )
        ).pipe(Effect.andThen(Effect.never))

        return Projector.of({ settle, step, refill, catchUp, run })
      })
    )

  /**
   * Has `run` go on in the background for as long as the layer is there. Whether the index has lost everything is asked
   * before anybody can write: later, a first goal whose vector is under way would look like a loss.
   */
  static readonly layerRun: Layer.Layer<never, never, Projector> = Layer.effectDiscard(
    Projector.use(({ refill, run }) => Effect.andThen(refill, Effect.forkScoped(run)))
  )
}

/** Few enough for an embedder of 30 texts a second to do within its five seconds. */
const batchSize = 100

/** Nobody waits longer for an answer than this; the work goes on. */
const patience = "4 seconds"

/** However many nudges are missed, no vector is late by more than this. */
const pollEvery = "5 seconds"

/** Vectors that are deleted while the program runs are made anew no later than this. */
const refillEvery = "1 minute"

/** Whoever asks, of a learner or of everybody, and how many tasks that was. */
interface Asked {
  readonly learner: UserId | undefined
  readonly at: DateTime.Utc
  readonly taken: Deferred.Deferred<number, StoreUnavailable>
}

/**
 * A fiber of its own does the batches, so that no request that is given up interrupts one, and all who ask while it is
 * busy share the next: with many writers, one embedding and one write for all of them.
 */
const batches = Effect.fnUntraced(function* (outage: ReturnType<typeof outageLog>) {
  const work = yield* VectorWork
  const writer = yield* VectorWriter
  const { spaces } = yield* Embeddings
  const asked = yield* Queue.unbounded<Asked>()
  const known = spaces.map(({ space }) => space)

  const write = Effect.fnUntraced(function* (tasks: Parameters<typeof writer.write>[0]) {
    const causes = tasks.map(({ causedBy }) => causedBy)
    const failures = yield* continuing("Projector.step", causes, { "loopi.vectors": tasks.length })(writer.write(tasks))
    const [first] = failures
    if (failures.length < tasks.length) yield* outage.over
    else if (first !== undefined) yield* outage.begun(first.failure)
    return failures
  })

  const together = Effect.fnUntraced(function* (some: ReadonlyArray<Asked>) {
    const [first] = some
    if (first === undefined) return
    const learners = some.flatMap(({ learner }) => learner ?? [])
    const whose = first.learner === undefined ? {} : { learners: [...new Set(learners)] }
    const at = some.map(({ at }) => at).reduce(DateTime.max)
    const taking = work.take({ at, limit: batchSize, spaces: known, ...whose }, write)
    const result = yield* Effect.exit(Effect.tapError(taking, (error) => outage.begun(error.operation)))
    yield* Effect.forEach(some, ({ taken }) => Deferred.done(taken, result), { discard: true })
  })

  yield* Queue.takeAll(asked).pipe(
    Effect.flatMap((all) =>
      Effect.andThen(
        together(all.filter(({ learner }) => learner !== undefined)),
        together(all.filter(({ learner }) => learner === undefined))
      )
    ),
    Effect.forever,
    Effect.forkScoped
  )

  return Effect.fnUntraced(function* (learner: UserId | undefined) {
    const taken = yield* Deferred.make<number, StoreUnavailable>()
    yield* Queue.offer(asked, { learner, at: yield* DateTime.now, taken })
    return yield* Deferred.await(taken)
  })
})
