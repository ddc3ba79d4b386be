/**
 * Learners who have joined and done nothing: whoever only looked at an empty Loopi is one, and is in nobody's way.
 */
import { Effect, Stream } from "effect"
import type { BackupRow } from "../../domain/upkeep/Backup.ts"
import type { UserId } from "../../domain/users/User.ts"
import type { Contents } from "./contents.ts"

/** The rows without those learners: nothing follows theirs before the next learner's. */
export const withoutJoinedOnly = (rows: Contents): Contents =>
  Stream.mapAccum(rows, noRow, (joined, row) => (row[0] === "users" ? [[row], []] : [[], [...joined, row]]))

/** Those learners who are not in a backup either. */
export const joinedOnlyBeside = Effect.fnUntraced(function* <E>(kept: Contents, backedUp: Stream.Stream<BackupRow, E>) {
  const joined = new Set<UserId>()
  yield* Stream.runForEach(kept, (row) =>
    Effect.sync(() => (row[0] === "users" ? joined.add(row[1].id) : joined.delete(row[1].userId)))
  )
  if (joined.size > 0) {
    yield* Stream.runForEach(backedUp, (row) => Effect.sync(() => row[0] === "users" && joined.delete(row[1].id)))
  }
  return joined
})

/** The rows of everybody but those who have only joined. */
export const rowsBeside = (rows: Contents, joinedOnly: ReadonlySet<UserId>): Contents =>
  Stream.filter(rows, (row) => row[0] !== "users" || !joinedOnly.has(row[1].id))

const noRow = (): ReadonlyArray<BackupRow> => []
