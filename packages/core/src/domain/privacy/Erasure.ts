/**
 * The removal of everything that is kept of a learner, in steps that are gone on with until all are done. It stays as a
 * tombstone: who was erased, when, and how many rows of what.
 */
import { Schema } from "effect"
import { Uuid } from "../Id.ts"
import { UserId } from "../users/User.ts"

export const ErasureId = Uuid.pipe(Schema.brand("ErasureId"))
export type ErasureId = typeof ErasureId.Type

/** What was removed from one place: a table, or what is kept elsewhere. */
export const ErasedPart = Schema.Struct({
  place: Schema.String,
  /** How many were removed. */
  rows: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
  /** Whether nothing is left there, nor in any file that has been replaced. */
  done: Schema.Boolean
})
export type ErasedPart = typeof ErasedPart.Type

export class Erasure extends Schema.Class<Erasure>("Erasure")({
  id: ErasureId,
  userId: UserId,
  begunAt: Schema.DateTimeUtc,
  finishedAt: Schema.NullOr(Schema.DateTimeUtc),
  parts: Schema.Array(ErasedPart)
}) {}

/** No erasure has this code. */
export class ErasureNotFound extends Schema.TaggedError<ErasureNotFound>()("ErasureNotFound", {}) {}

/** The parts with one more, or with what has come of it. Counts only grow: a step that is done again finds less. */
export const withPart = (parts: ReadonlyArray<ErasedPart>, part: ErasedPart): ReadonlyArray<ErasedPart> => {
  const before = parts.find(({ place }) => place === part.place)
  if (before === undefined) return [...parts, part]
  const rows = Math.max(before.rows, part.rows)
  const now: ErasedPart = { place: part.place, rows, done: before.done || part.done }
  return parts.map((one) => (one === before ? now : one))
}

/** What is left of a learner afterwards, and why. */
export const Remaining = Schema.Struct({
  what: Schema.Literals(["receipt", "backups", "logs", "database_files", "providers"]),
  why: Schema.String
})
export type Remaining = typeof Remaining.Type

export const remaining: ReadonlyArray<Remaining> = [
  {
    what: "receipt",
    why: "The learner's id, the times and these counts stay, so that this receipt can be read, and a backup that is restored can be cleared of the learner again."
  },
  {
    what: "backups",
    why: "Backups that were made before hold what they held. Whoever runs this Loopi deletes them, or erases the learner again after restoring one."
  },
  {
    what: "logs",
    why: "Logs may name the learner's id and those of requests, and the mails to them where a Loopi without SMTP writes mails to the log, for as long as whoever runs this Loopi keeps logs."
  },
  {
    what: "database_files",
    why: "Postgres removes rows at once, and overwrites the pages and the write-ahead log they were in over time, as it does with everything that is deleted."
  },
  {
    what: "providers",
    why: "Texts that were sent to a provider of models or embeddings are kept or deleted there by the provider's own terms."
  }
]

/** What whoever was erased can read ever after. */
export const ErasureReceipt = Schema.Struct({
  status: Schema.Literals(["under_way", "finished"]),
  userId: UserId,
  begunAt: Schema.DateTimeUtc,
  finishedAt: Schema.NullOr(Schema.DateTimeUtc),
  erased: Schema.Array(ErasedPart),
  remains: Schema.Array(Remaining)
})
export type ErasureReceipt = typeof ErasureReceipt.Type

export const receiptOf = ({ begunAt, finishedAt, parts, userId }: Erasure): ErasureReceipt => ({
  status: finishedAt === null ? "under_way" : "finished",
  userId,
  begunAt,
  finishedAt,
  erased: parts,
  remains: remaining
})
