/**
 * Everything that is kept, as the rows of a backup: learner by learner, in the one order a backup has.
 */
import { Array, Effect, Option, Order, Stream } from "effect"
import type { BackupRow } from "../../domain/upkeep/Backup.ts"
import type { Goal } from "../../domain/goals/Goal.ts"
import type { UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import { studiedRows } from "./studiedRows.ts"

export type Contents = Stream.Stream<BackupRow, StoreUnavailable>

export const contents = Effect.gen(function* () {
  const users = yield* UserStore
  const accounts = yield* AccountStore
  const goals = yield* GoalStore
  const trees = yield* SkillTreeStore
  const documents = yield* SourceDocumentStore
  const studied = yield* studiedRows

  const ofGoals = Effect.fnUntraced(function* (userId: UserId, kept: ReadonlyArray<Goal>) {
    const grown = yield* Effect.forEach(kept, ({ id }) =>
      trees.get(userId, id).pipe(Effect.catchTag("SkillTreeNotFound", () => Effect.undefined))
    )
    return [
      ...kept.map((goal): BackupRow => ["goals", goal]),
      ...grown.flatMap((tree): ReadonlyArray<BackupRow> => (tree === undefined ? [] : [["skillTrees", tree]]))
    ]
  })

  const notesOf = (userId: UserId, { id }: Goal): Contents =>
    Stream.fromIterableEffect(Effect.map(documents.list(userId, id), Array.sort(byId))).pipe(
      Stream.map((document): BackupRow => ["sourceDocuments", document])
    )

  const ofLearner = (userId: UserId): Contents =>
    Stream.unwrap(
      Effect.gen(function* () {
        const user = yield* users.get(userId).pipe(Effect.catchTag("UserNotFound", () => Effect.undefined))
        // Somebody who left meanwhile.
        if (user === undefined) return Stream.empty
        const kept = Array.sort(yield* goals.list(userId), byId)
        const account = Option.toArray(yield* accounts.find(userId))
        const start: ReadonlyArray<BackupRow> = [
          ["users", user],
          ...account.map((account): BackupRow => ["accounts", account]),
          ...(yield* ofGoals(userId, kept))
        ]
        return Stream.fromIterable(start).pipe(
          Stream.concat(Stream.flatMap(Stream.fromIterable(kept), (goal) => notesOf(userId, goal))),
          Stream.concat(studied(userId, kept))
        )
      })
    )

  return Stream.flatMap(users.ids, ofLearner)
})

const byId = Order.mapInput(Order.String, ({ id }: { readonly id: string }) => id)
