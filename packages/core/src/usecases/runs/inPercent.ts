import { Effect } from "effect"

/** Tells of progress a hundred times at most, however small the parts are. What cannot be told is not told. */
export const inPercent = <P extends { readonly done: number; readonly total: number }, E>(
  tell: (progress: P) => Effect.Effect<void, E>
) => {
  let told = -1
  return (progress: P): Effect.Effect<void> =>
    Effect.suspend(() => {
      const percent = progress.total === 0 ? 100 : Math.floor((progress.done / progress.total) * 100)
      if (percent === told) return Effect.void
      told = percent
      return Effect.ignore(tell(progress))
    })
}
