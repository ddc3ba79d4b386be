/**
 * Asks what Loopi stands on whether it is there: for whoever spreads requests over servers, and for those who watch.
 */
import { Context, DateTime, Effect, Layer, Option, Record, Ref } from "effect"
import { type PartState, type ReadinessReport, readinessOf } from "../../domain/upkeep/ReadinessReport.ts"
import { nobody } from "../../domain/users/User.ts"
import { MailRequestStore } from "../../ports/accounts/MailRequestStore.ts"
import { Degraded } from "../../ports/upkeep/Degraded.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import { ReviewBacklog } from "../../ports/reviews/ReviewBacklog.ts"
import { RunStore } from "../../ports/runs/RunStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { VectorWork } from "../../ports/vectors/VectorWork.ts"

export class ReadinessChecks extends Context.Service<
  ReadinessChecks,
  {
    /** How things stand. Asked often, it asks once a second; no part is waited for longer than two. */
    readonly report: Effect.Effect<ReadinessReport>
  }
>()("@loopi/core/usecases/upkeep/ReadinessChecks") {
  static readonly layer = Layer.effect(
    ReadinessChecks,
    Effect.gen(function* () {
      const [degraded, index, reviews] = [yield* Degraded, yield* EmbeddingIndex, yield* ReviewBacklog]
      const [runs, work] = [yield* RunStore, yield* VectorWork]
      // Where there are no accounts, nobody is mailed.
      const mails = yield* Effect.serviceOption(MailRequestStore)

      const silences = yield* Ref.make(0)

      /** A machine that is busy answers late for a moment: were every server left out for it, nobody would be served. */
      const lasting = (state: Answer["state"]) =>
        Ref.modify(silences, (before): [PartState["state"], number] => {
          if (state !== "silent") return [state, 0]
          return [before + 1 < silencesInTurn ? "slow" : "silent", before + 1]
        })

      const oldestRun = Effect.gen(function* () {
        const [run] = yield* runs.unfinished(yield* DateTime.now, 1)
        return run?.updatedAt ?? null
      })

      const oldestMail = Option.match(mails, {
        onNone: () => Effect.succeed(null),
        onSome: ({ waiting }) => Effect.map(waiting, ({ oldest }) => oldest ?? null)
      })

      const report = Effect.gen(function* () {
        const { index: found, ...kept } = yield* Effect.all(
          {
            unfinishedRun: answerOf(oldestRun),
            vectorTask: answerOf(Effect.map(work.summary, ({ oldestAt }) => oldestAt)),
            mailRequest: answerOf(oldestMail),
            unarchivedReview: answerOf(reviews),
            index: answerOf(Effect.as(index.spaces(nobody), null))
          },
          { concurrency: "unbounded" }
        )
        const database = yield* lasting(Object.values(kept).find(({ state }) => state !== "ok")?.state ?? "ok")
        const missed = (yield* degraded.now).filter(({ part }) => part !== "database")
        const parts = merged([
          { part: "database", state: database },
          { part: "vectors", state: found.state },
          ...missed.map(({ part }): PartState => ({ part, state: "unavailable" }))
        ])
        const oldest = Record.map(kept, ({ since }) => since)
        return { status: readinessOf(parts), parts, oldest } satisfies ReadinessReport
      })

      return ReadinessChecks.of({ report: yield* Effect.cachedWithTTL(report, "1 second") })
    })
  )
}

/** So many in turn, and the database is taken for gone: 6 to 9 seconds. */
const silencesInTurn = 3

interface Answer {
  readonly state: Exclude<PartState["state"], "slow">
  readonly since: DateTime.Utc | null
}

const answerOf = (ask: Effect.Effect<DateTime.Utc | null, StoreUnavailable>): Effect.Effect<Answer> =>
  ask.pipe(
    Effect.timeoutOption("2 seconds"),
    Effect.map(
      Option.match({
        onNone: (): Answer => ({ state: "silent", since: null }),
        onSome: (since): Answer => ({ state: "ok", since })
      })
    ),
    Effect.catchCause((cause) =>
      Effect.as(Effect.logDebug("a part is not there", cause), { state: "unavailable", since: null } as const)
    )
  )

/** Each part once: what somebody misses is missing, whatever it answered just now. */
const merged = (parts: ReadonlyArray<PartState>): ReadonlyArray<PartState> => [
  ...new Map(parts.map((part) => [part.part, part])).values()
]
