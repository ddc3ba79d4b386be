/**
 * Takes everything that is kept into a backup, and brings it back: the same, whatever it is kept in.
 *
 * Vectors are left out: they are computed again from what is restored.
 */
import { Context, DateTime, Effect, Layer, Stream } from "effect"
import {
  backupFormat,
  type BackupRefused,
  type BackupSummary,
  type BackupTrailer,
  type HistoryIncomplete,
  RestoreDiffers,
  StoresNotEmpty
} from "../../domain/upkeep/Backup.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { Stores } from "../../ports/Stores.ts"
import { contents } from "./contents.ts"
import { isPartOf } from "./isPartOf.ts"
import { joinedOnlyBeside, rowsBeside, withoutJoinedOnly } from "./joinedOnly.ts"
import { headerLine, linesOf, rowsOf, summaryOf, trailerOf } from "./lines.ts"
import { restoredTogether, restoring } from "./restoring.ts"
import { wholeHistory } from "./wholeHistory.ts"

export class Backup extends Context.Service<
  Backup,
  {
    /**
     * A backup, line by line. Everybody may go on working: each learner's part is as it was at one moment. `madeWith`
     * is the version of the program. Fails where it would be without reviews that are missing.
     */
    readonly lines: (madeWith: string) => Stream.Stream<string, HistoryIncomplete | StoreUnavailable>
    /** What all that is kept adds up to: the same as the trailer of a backup made now. */
    readonly summary: Effect.Effect<BackupTrailer, StoreUnavailable>
    /** Reads a backup to its end, and says what it holds. */
    readonly verify: <E>(lines: Stream.Stream<string, E>) => Effect.Effect<BackupSummary, E | BackupRefused>
    /**
     * Restores into stores that are empty, but for learners who have only joined. The lines are read several times: nothing is written before the backup is
     * verified, and at the end what was written is read back. When it is cut short, the same again completes it.
     */
    readonly restore: <E>(
      lines: Stream.Stream<string, E>,
      tell?: (restored: number) => Effect.Effect<void>
    ) => Effect.Effect<BackupSummary, E | BackupRefused | StoresNotEmpty | RestoreDiffers | StoreUnavailable>
  }
>()("@loopi/core/usecases/backup/Backup") {
  static readonly layer: Layer.Layer<Backup, never, Stores> = Layer.effect(
    Backup,
    Effect.gen(function* () {
      const kept = yield* contents
      const write = yield* restoring
      const whole = yield* wholeHistory

      const lines = (madeWith: string) =>
        Stream.fromEffect(Effect.map(Effect.andThen(whole, DateTime.now), (madeAt) => headerOf(madeWith, madeAt))).pipe(
          Stream.concat(linesOf(kept)),
          // Again at the end: the archive may have been taken away meanwhile.
          Stream.concat(Stream.fromEffectDrain(whole))
        )

      const restore = Effect.fn("Backup.restore")(function* <E>(
        lines: Stream.Stream<string, E>,
        tell: (restored: number) => Effect.Effect<void> = () => Effect.void
      ) {
        const summary = yield* summaryOf(lines)
        const begun = linesOf(withoutJoinedOnly(kept))
        if (!(yield* isPartOf(Stream.dropRight(begun, 1), lines))) return yield* StoresNotEmpty.make({})

        const bystanders = yield* joinedOnlyBeside(kept, rowsOf(lines))
        let restored = 0
        yield* rowsOf(lines).pipe(
          Stream.grouped(restoredTogether),
          Stream.runForEach((batch) =>
            Effect.andThen(
              write(batch),
              Effect.suspend(() => tell((restored += batch.length)))
            )
          )
        )

        const found = yield* trailerOf(rowsBeside(kept, bystanders))
        const { content, rows } = summary
        return found.content === content
          ? summary
          : yield* RestoreDiffers.make({ wanted: { content, rows }, restored: found })
      })

      return Backup.of({ lines, summary: trailerOf(kept), verify: summaryOf, restore })
    })
  )
}

const headerOf = (madeWith: string, madeAt: DateTime.Utc): string =>
  headerLine({ loopi: "backup", format: backupFormat, madeWith, madeAt })
