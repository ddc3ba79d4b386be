/**
 * Writes down what clients send and are told, and decides what they send next.
 */
import type { FlashcardId, NewRating, Rating } from "@loopi/core"
import { DateTime, Effect, Random } from "effect"
import type { Attempt, Outcome } from "../checker/History.ts"

/** What a client sends: all of a rating, or the taking back of one. */
export type Sent = Pick<NewRating, "cardId" | "version"> & {
  readonly rating: Rating | null
  readonly reviewedAt: number | null
  readonly durationMs: number | null
}

export type Send<R = never> = (sent: Sent) => Effect.Effect<Outcome, never, R>

export interface Witness {
  readonly attempts: ReadonlyArray<Attempt>
  /** Makes up a rating, sends it and writes down what came of it. */
  readonly next: <R>(send: Send<R>) => Effect.Effect<Outcome, never, R>
}

/** All clients rate the same cards and know what the others were told, so now and then two want the same place. */
export const makeWitness = (cardIds: ReadonlyArray<FlashcardId>, makeUp: MakeUp = madeUp): Witness => {
  const attempts: Array<Attempt> = []
  const versions = new Map<FlashcardId, number>()
  let tick = 0
  const moment = Effect.map(DateTime.now, (now) => ({ tick: tick++, at: DateTime.toEpochMillis(now) }))

  const next = Effect.fnUntraced(function* <R>(send: Send<R>) {
    const cardId = cardIds[yield* Random.nextIntBetween(0, cardIds.length)] ?? cardIds[0]
    if (cardId === undefined) return yield* Effect.die("there are no cards to rate")
    const sent = yield* moment
    const rating = yield* makeUp(cardId, versions.get(cardId) ?? 0, sent.at)
    const outcome = yield* send(rating)
    attempts.push({ ...rating, sent, ended: yield* moment, outcome })
    // Who is told of a conflict after an answer that got lost learns that the lost one counted.
    if (outcome.tag === "acknowledged" || outcome.tag === "conflict") {
      versions.set(cardId, Math.max(versions.get(cardId) ?? 0, rating.version + 1))
    }
    return outcome
  })

  return { attempts, next }
}

const ratings: ReadonlyArray<Rating> = [1, 2, 3, 3, 3, 3, 4, 4]

/** What a client sends of a card at a version, at an instant in milliseconds. */
export type MakeUp = (cardId: FlashcardId, version: number, now: number) => Effect.Effect<Sent>

/** A rating of now, whose time the server sees for itself. */
export const madeUpNow: MakeUp = (cardId, version) =>
  Effect.map(randomRating, (rating) => ({ cardId, version, rating, reviewedAt: null, durationMs: null }))

const randomRating = Effect.map(Random.nextIntBetween(0, 8), (at): Rating => ratings[at] ?? 3)

/** One in ten takes back. The days go by as a card is rated, so that it comes through every phase. */
const madeUp = Effect.fnUntraced(function* (cardId: FlashcardId, version: number, now: number) {
  if ((yield* Random.nextIntBetween(0, 10)) === 0) {
    return { cardId, version, rating: null, reviewedAt: null, durationMs: null } satisfies Sent
  }
  const rating = yield* randomRating
  const daysAgo = Math.max(0, 300 - version * 0.7)
  return {
    cardId,
    version,
    rating,
    reviewedAt: Math.max(0, now - Math.round(daysAgo * 86_400_000)),
    durationMs: yield* Random.nextIntBetween(0, 60_000)
  } satisfies Sent
})
