/**
 * Whether a store holds nothing that a backup does not: it is empty, or a restore of the same backup was cut short.
 */
import { Effect, Pull, Stream } from "effect"

/** Both come in the same order, so one walk along the whole is enough. */
export const isPartOf = Effect.fnUntraced(function* <E, E2, R, R2>(
  part: Stream.Stream<string, E, R>,
  whole: Stream.Stream<string, E2, R2>
) {
  const pull = yield* Stream.toPull(Stream.rechunk(part, 1))
  const next = Pull.catchDone(
    Effect.map(pull, ([line]): string | undefined => line),
    () => Effect.undefined
  )
  let awaited = yield* next
  yield* Stream.runForEachWhile(whole, (line) =>
    Effect.gen(function* () {
      if (line === awaited) awaited = yield* next
      return awaited !== undefined
    })
  )
  return awaited === undefined
}, Effect.scoped)
