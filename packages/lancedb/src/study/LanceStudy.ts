/**
 * Keeps schedules and new reviews without a database server: ratings are lines of a journal, what they add up to is in
 * memory, and what has been taken over into tables leaves the journal. For one process at a time.
 */
import { dirname, join } from "node:path"
import { type Eraser, FlashcardStore, ReviewDrain, ReviewJournal, Schedules, type StoreUnavailable } from "@loopi/core"
import { Context, DateTime, Duration, Effect, Layer, Semaphore } from "effect"
import * as LanceDb from "../LanceDb.ts"
import { LanceDbUnusable } from "../LanceDbUnusable.ts"
import * as Checkpoints from "./Checkpoints.ts"
import { erasing } from "./erasing.ts"
import * as StudyJournal from "./journal/StudyJournal.ts"
import * as LanceReviewDrain from "./LanceReviewDrain.ts"
import * as LanceReviewJournal from "./LanceReviewJournal.ts"
import * as LanceSchedules from "./LanceSchedules.ts"
import * as JournalLock from "./lock/JournalLock.ts"
import { openMemory } from "./openMemory.ts"
import type { StudyJournalDamaged, StudyJournalInUse } from "./StudyJournalUnusable.ts"
import type { StudyMemory } from "./StudyMemory.ts"
import { name, nameOf } from "./studyName.ts"
import * as ScheduleTables from "./table/ScheduleTables.ts"

export interface StudyOptions {
  /** Everything goes into its folder `study`. Made when it does not exist. */
  readonly directory: string
  /** Lines after which a checkpoint is taken at once. */
  readonly checkpointLines?: number
  /** How long a line waits for a checkpoint at most. */
  readonly checkpointEvery?: Duration.Input
  /** How long reviews stay in the journal once the archive holds them, counted from when they came in. */
  readonly keeps?: Duration.Input
  /** How many of those stay at most, though they are younger. */
  readonly most?: number
  /** How long the lock of another machine counts after its last sign of life. */
  readonly heartbeat?: Duration.Input
}

export type StudyUnusable = StudyJournalInUse | StudyJournalDamaged | LanceDbUnusable

/** Takes a checkpoint now, for whoever does not want to wait until the layer does: the next start is quick then. */
export class StudyCheckpoints extends Context.Service<
  StudyCheckpoints,
  { readonly take: Effect.Effect<void, StoreUnavailable> }
>()("@loopi/lancedb/study/LanceStudy/StudyCheckpoints") {}

/** Removes learners, for compositions to bring along. */
export class StudyEraser extends Context.Service<StudyEraser, Eraser>()(
  "@loopi/lancedb/study/LanceStudy/StudyEraser"
) {}

export type Provided = Schedules | ReviewJournal | ReviewDrain | StudyCheckpoints | StudyEraser

export const layer = (given: StudyOptions): Layer.Layer<Provided, StudyUnusable, FlashcardStore> => {
  // A folder of its own: the tables beside it can be made again, and this cannot.
  const options = { ...given, directory: join(given.directory, "study") }
  return Layer.effectContext(
    Effect.gen(function* () {
      const cards = yield* FlashcardStore
      const tables = ScheduleTables.make(yield* LanceDb.LanceDb)
      const { journal, memory } = yield* open(options, tables)
      const { reviews, state } = memory
      const retention = { keeps: Duration.fromInputUnsafe(options.keeps ?? "48 hours"), most: options.most ?? 20_000 }
      const { drop, purge, take } = Checkpoints.make({ journal, memory, retention, tables })
      const [turn, looking] = [Semaphore.makeUnsafe(1), Semaphore.makeUnsafe(mostLooking)]
      const quiet = looking.withPermits(mostLooking)
      yield* Effect.forkScoped(Effect.forever(checkpointing(options, memory, take)))

      const recorded = () => memory.recorded().recorded
      return Context.make(Schedules, LanceSchedules.make({ cards, journal, looking, state })).pipe(
        Context.add(ReviewJournal, LanceReviewJournal.make({ journal, reviews, reach: memory.reach })),
        Context.add(ReviewDrain, LanceReviewDrain.make({ journal, reviews, recorded, drop, turn })),
        Context.add(StudyCheckpoints, StudyCheckpoints.of({ take })),
        Context.add(StudyEraser, erasing({ journal, memory, purge: turn.withPermit(purge), quiet }))
      )
    })
  ).pipe(Layer.provide(LanceDb.layer(options)))
}

/** The lock first, then what is kept, then the journal to add to. */
const open = Effect.fnUntraced(function* (options: StudyOptions, tables: ScheduleTables.ScheduleTables) {
  const lock = yield* JournalLock.acquire({
    directory: join(options.directory, "lock"),
    heartbeat: options.heartbeat
  })
  const directory = join(options.directory, "journal")
  const isKnown = (yield* nameOf(dirname(options.directory))) !== null
  const { memory, tail } = yield* openMemory(directory, tables, isKnown).pipe(
    Effect.catchTag("StoreUnavailable", ({ cause }) =>
      LanceDbUnusable.make({ directory: options.directory, reason: "not_writable", cause })
    )
  )
  const begin = (number: number) =>
    Effect.map(DateTime.now, (begunAt) => {
      memory.segments.set(number, begunAt)
      return { begunAt, ...memory.recorded() }
    })
  const journal = yield* StudyJournal.make({ directory, tail, apply: memory.apply, begin })
  lock.onLost(journal.close)
  return { journal, memory }
})

/** Waits until there is enough to do, and does it. A failure is told and tried again. */
const checkpointing = (
  { checkpointEvery = "60 seconds", checkpointLines = 5_000 }: StudyOptions,
  memory: StudyMemory,
  take: Checkpoints.Checkpoints["take"]
) => {
  const patience = Duration.toMillis(Duration.fromInputUnsafe(checkpointEvery))
  return Effect.gen(function* () {
    for (let waited = 0; waited < patience && memory.lines() < checkpointLines; waited += glance) {
      yield* Effect.sleep(glance)
    }
    yield* take
  }).pipe(
    Effect.catchTag("StoreUnavailable", (error) =>
      Effect.andThen(
        Effect.logWarning("The study journal could not be taken over into a table; it is kept and tried again.", error),
        Effect.sleep("10 seconds")
      )
    )
  )
}

/** More than ever look at once. */
const mostLooking = 1_000_000

/** Milliseconds between two looks at how much there is to do. */
const glance = 500

export { name, nameOf }
