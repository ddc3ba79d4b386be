/**
 * Joins what two tiers hold of a history, taking a review that both hold once.
 */
import { Array, Cause, Effect, type Order, Pull, Stream } from "effect"
import { byCardAndVersion, type Review } from "../domain/reviews/Review.ts"

/** Each review once, in an order. One id in two places is damage, and shows. */
export const together = (
  tiers: ReadonlyArray<ReadonlyArray<Review>>,
  order: Order.Order<Review>
): ReadonlyArray<Review> => {
  const once = new Map(tiers.flatMap((reviews) => reviews.map((review) => [placeOf(review), review])))
  return Array.sort(once.values(), order)
}

const placeOf = ({ cardId, id, version }: Review): string => `${id} ${cardId} ${version}`

const isSame = (a: Review, b: Review | undefined): boolean =>
  a.id === b?.id && a.version === b.version && a.cardId === b.cardId

/** Two streams in order of card and version as one, each review once. Holds no more than a chunk of each. */
export const interleave = <E>(left: Stream.Stream<Review, E>, right: Stream.Stream<Review, E>) =>
  Stream.combineArray(left, right, start, pullMerged<E>)

/** What was pulled from a stream and not given on yet; `null` when there is no more. */
type Ahead = ReadonlyArray<Review> | null

interface Heads {
  readonly left: Ahead
  readonly right: Ahead
  /** The review given on last. */
  readonly last: Review | undefined
}

const start = (): Heads => ({ left: [], right: [], last: undefined })

type ReviewPull<E> = Pull.Pull<Array.NonEmptyReadonlyArray<Review>, E>

const pullMerged = Effect.fnUntraced(function* <E>(
  heads: Heads,
  pullLeft: ReviewPull<E>,
  pullRight: ReviewPull<E>
): Effect.fn.Return<readonly [Array.NonEmptyReadonlyArray<Review>, Heads], E | Cause.Done> {
  for (;;) {
    const left: Ahead = yield* refilled(heads.left, pullLeft)
    const right: Ahead = yield* refilled(heads.right, pullRight)
    if (left === null && right === null) return yield* Cause.done()

    const { merged, ...rest } = mergeHeads(left, right)
    const fresh = merged.filter((review, i) => !isSame(review, merged[i - 1] ?? heads.last))
    heads = { ...rest, last: merged.at(-1) }
    if (Array.isReadonlyArrayNonEmpty(fresh)) return [fresh, heads]
  }
})

const refilled = <E>(ahead: Ahead, pull: ReviewPull<E>): Effect.Effect<Ahead, E> =>
  ahead === null || ahead.length > 0 ? Effect.succeed(ahead) : Pull.catchDone(pull, () => Effect.succeed(null))

/** Merges until one side has run out. */
const mergeHeads = (left: Ahead, right: Ahead) => {
  if (left === null || right === null) return { merged: left ?? right ?? [], left: left && [], right: right && [] }
  const merged: Array<Review> = []
  let [i, j] = [0, 0]
  for (let [a, b] = [left[i], right[j]]; a !== undefined && b !== undefined; [a, b] = [left[i], right[j]]) {
    const first = byCardAndVersion(a, b) <= 0
    merged.push(first ? a : b)
    if (first) i += 1
    else j += 1
  }
  return { merged, left: left.slice(i), right: right.slice(j) }
}
