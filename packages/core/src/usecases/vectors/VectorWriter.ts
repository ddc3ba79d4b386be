/**
 * Does the work on vectors: embeds texts as they are now, and removes what is gone.
 */
import { Context, DateTime, Effect, Layer } from "effect"
import type { UserId } from "../../domain/users/User.ts"
import { retryAt } from "../../domain/vectors/VectorBackoff.ts"
import type { EmbedderFailed } from "../../ports/vectors/Embedder.ts"
import { EmbeddingIndex } from "../../ports/vectors/EmbeddingIndex.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import type { VectorTask, VectorTaskFailure } from "../../ports/vectors/VectorWork.ts"
import { contentHash } from "./contentHash.ts"
import { Embeddings, type MeaningSpace } from "./Embeddings.ts"

export class VectorWriter extends Context.Service<
  VectorWriter,
  {
    /** Does the tasks and says which failed, and when to try them again. Never fails itself, nor dies of an embedder. */
    readonly write: (tasks: ReadonlyArray<VectorTask>) => Effect.Effect<ReadonlyArray<VectorTaskFailure>>
  }
>()("@loopi/core/usecases/vectors/VectorWriter") {
  static readonly layer: Layer.Layer<VectorWriter, never, Embeddings | EmbeddingIndex> = Layer.effect(
    VectorWriter,
    Effect.gen(function* () {
      const index = yield* EmbeddingIndex
      const spacesOf = spacesOver(yield* Embeddings)
      const fill = fillOver(index)

      const forget = (gone: ReadonlyArray<VectorTask>) =>
        Effect.forEach(Map.groupBy(gone, ownerOf).values(), (tasks) => {
          const [{ kind, userId } = { kind: "goal" as const, userId: undefined }] = tasks
          if (userId === undefined) return Effect.succeed([])
          const ids = tasks.map(({ id }) => id)
          return tried(tasks, index.remove(userId, kind, ids))
        })

      const write = Effect.fn("VectorWriter.write")(function* (tasks: ReadonlyArray<VectorTask>) {
        const gone = tasks.filter(({ text }) => text === null)
        const live = tasks.flatMap(({ text, ...task }) => (text === null ? [] : [{ ...task, text }]))

        const notForgotten = yield* forget(gone)
        const { failed, places } = yield* spacesOf(live)
        const notFilled = yield* Effect.forEach(places, ([space, tasks]) => fill(space, tasks))

        const failures = new Map([...notForgotten, failed, ...notFilled].flat().map((one) => [one.task.revision, one]))
        const now = yield* DateTime.now
        return [...failures.values()].map(({ failure, retryAfterMs, task }): VectorTaskFailure => ({
          task,
          failure,
          dueAt: DateTime.max(retryAt(task.attempts + 1, now), DateTime.add(now, { milliseconds: retryAfterMs ?? 0 }))
        }))
      })

      return VectorWriter.of({ write })
    })
  )
}

/** A task whose text is there. */
interface Live extends VectorTask {
  readonly text: string
}

interface Failed {
  readonly task: VectorTask
  readonly failure: string
  readonly retryAfterMs?: number | undefined
}

const ownerOf = ({ kind, userId }: VectorTask) => `${userId}/${kind}`

/** The spaces each task is to be kept in: those of its learner, and the one it is to fill. */
const spacesOver = (embeddings: Embeddings["Service"]) =>
  Effect.fnUntraced(function* (live: ReadonlyArray<Live>) {
    const places = new Map<MeaningSpace, Array<Live>>()
    const failed: Array<Failed> = []
    for (const [userId, tasks] of Map.groupBy(live, ({ userId }): UserId => userId)) {
      const kept = yield* embeddings.kept(userId).pipe(
        Effect.map((spaces) => ({ spaces })),
        Effect.catch(told)
      )
      if ("failure" in kept) failed.push(...tasks.map((task) => ({ task, ...kept })))
      else {
        for (const task of tasks) {
          const filled = embeddings.spaces.filter((it) => kept.spaces.includes(it) || it.space === task.space)
          for (const space of filled) places.set(space, [...(places.get(space) ?? []), task])
        }
      }
    }
    return { places, failed }
  })

const fillOver = (index: EmbeddingIndex["Service"]) => {
  const put = Effect.fnUntraced(function* ({ embed, space }: MeaningSpace, tasks: ReadonlyArray<Live>) {
    const vectors = yield* embed(tasks.map(({ text }) => text))
    const rows = yield* Effect.forEach(tasks, ({ id, kind, text, userId }, i) => {
      const vector = vectors[i]
      if (vector === undefined) return Effect.die(new Error("The embedder gave fewer vectors than texts"))
      return Effect.map(contentHash(text), (hash) => ({ userId, kind, id, space, contentHash: hash, vector }))
    })
    yield* index.put(rows)
  })

  return Effect.fnUntraced(function* (space: MeaningSpace, tasks: ReadonlyArray<Live>) {
    const failed = yield* tried(tasks, put(space, tasks))
    // What fails for good is likely one text of many: the others shall not wait for it.
    if (tasks.length < 2 || !failed.some(({ forGood }) => forGood)) return failed
    return (yield* Effect.forEach(tasks, (task) => tried([task], put(space, [task])))).flat()
  })
}

type Trouble = EmbedderFailed | StoreUnavailable | { readonly _tag: "VectorRefused"; readonly flaw: string }

/** Tries something for tasks, and says of each why it failed. The causes, which may be long, are for the debug log. */
const tried = (tasks: ReadonlyArray<VectorTask>, attempt: Effect.Effect<void, Trouble>) =>
  attempt.pipe(
    Effect.tapCause((cause) => Effect.logDebug("Vectors could not be brought in line", cause)),
    Effect.as(null),
    Effect.catch(told),
    Effect.catchDefect((defect) =>
      Effect.succeed<Told>({
        failure: `Defect: ${defect instanceof Error ? defect.name : typeof defect}`,
        forGood: true
      })
    ),
    Effect.map((failed) => (failed === null ? [] : tasks.map((task) => ({ task, ...failed }))))
  )

interface Told extends Omit<Failed, "task"> {
  readonly forGood: boolean
}

const told = (trouble: Trouble): Effect.Effect<Told> => {
  switch (trouble._tag) {
    case "EmbedderFailed":
      return Effect.succeed({
        failure: `EmbedderFailed: ${trouble.reason}`,
        forGood: !trouble.retryable,
        retryAfterMs: trouble.retryAfterMs
      })
    case "StoreUnavailable":
      return Effect.succeed({ failure: `StoreUnavailable: ${trouble.operation}`, forGood: false })
    case "VectorRefused":
      return Effect.succeed({ failure: `VectorRefused: ${trouble.flaw}`, forGood: true })
  }
}
