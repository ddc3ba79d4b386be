/**
 * Everything that is kept of a learner, as the rows of an export. Left out is what is of no use outside (queues, answers
 * that nobody can read any more), and what only proves who somebody is: hashes of passwords and digests of secrets.
 */
import { Array, DateTime, Effect, Option, Stream } from "effect"
import type { Account } from "../../domain/accounts/Account.ts"
import type { Flashcard } from "../../domain/flashcards/Flashcard.ts"
import type { Goal } from "../../domain/goals/Goal.ts"
import type { ExportRow } from "../../domain/privacy/Export.ts"
import type { SkillTree } from "../../domain/skillTrees/SkillTree.ts"
import type { User, UserId } from "../../domain/users/User.ts"
import { AccountStore } from "../../ports/accounts/AccountStore.ts"
import { ApiTokenStore } from "../../ports/accounts/ApiTokenStore.ts"
import { SessionStore } from "../../ports/accounts/SessionStore.ts"
import { FlashcardStore } from "../../ports/flashcards/FlashcardStore.ts"
import { GoalStore } from "../../ports/goals/GoalStore.ts"
import { ProviderKeyVault } from "../../ports/providerKeys/ProviderKeyVault.ts"
import { SkillTreeStore } from "../../ports/skillTrees/SkillTreeStore.ts"
import { SourceDocumentStore } from "../../ports/notes/SourceDocumentStore.ts"
import { TokenLedger } from "../../ports/budget/TokenLedger.ts"
import { UserStore } from "../../ports/users/UserStore.ts"
import type { StoreUnavailable } from "../../ports/StoreUnavailable.ts"
import { studiedRows } from "../backup/studiedRows.ts"
import { runRows } from "./runRows.ts"

type Rows = Stream.Stream<ExportRow, StoreUnavailable>

export const everything = Effect.gen(function* () {
  const users = yield* UserStore
  const goals = yield* GoalStore
  const documents = yield* SourceDocumentStore
  const ledger = yield* TokenLedger
  const known = yield* accountRows
  const treesOf = yield* treeRows
  const revisionsOf = yield* revisionRows
  const studied = yield* studiedRows
  const runsOf = yield* runRows

  const ofGoal = (goal: Goal): Rows =>
    Stream.fromIterable<ExportRow>([["goals", goal]]).pipe(
      Stream.concat(treesOf(goal)),
      Stream.concat(
        Stream.fromIterableEffect(documents.list(goal.userId, goal.id)).pipe(
          Stream.map((document): ExportRow => ["sourceDocuments", document])
        )
      )
    )

  const ofStudy = (userId: UserId, kept: ReadonlyArray<Goal>): Rows =>
    studied(userId, kept).pipe(
      Stream.flatMap((row): Rows => {
        if (row[0] === "flashcards") return Stream.concat(Stream.succeed<ExportRow>(row), revisionsOf(row[1]))
        return row[0] === "reviews" || row[0] === "schedules" ? Stream.succeed(row) : Stream.empty
      })
    )

  const spending = (userId: UserId): Rows =>
    Stream.fromIterableEffect(
      Effect.map(
        ledger.report(userId, everyDay),
        Array.map((spent): ExportRow => ["spending", spent])
      )
    )

  return (userId: UserId) =>
    Stream.unwrap(
      Effect.gen(function* () {
        const user = yield* users.get(userId)
        const kept = yield* goals.list(userId)
        return Stream.fromIterableEffect(known(user)).pipe(
          Stream.concat(Stream.flatMap(Stream.fromIterable(kept), ofGoal)),
          Stream.concat(ofStudy(userId, kept)),
          Stream.concat(runsOf(userId)),
          Stream.concat(spending(userId))
        )
      })
    )
})

/** From the first day there was to a day that nobody will see. */
const everyDay = { from: 0, to: 1_000_000 }

/** Who the learner is, and how they come in. */
const accountRows = Effect.gen(function* () {
  const accounts = yield* AccountStore
  const sessions = yield* SessionStore
  const tokens = yield* ApiTokenStore
  const vault = yield* ProviderKeyVault

  return Effect.fnUntraced(function* (user: User): Effect.fn.Return<ReadonlyArray<ExportRow>, StoreUnavailable> {
    const account = Option.toArray(yield* accounts.find(user.id))
    return [
      ["profile", user],
      ...account.map(({ createdAt, email, updatedAt, userId, verifiedAt }: Account): ExportRow => {
        return ["account", { userId, email, verifiedAt, createdAt, updatedAt }]
      }),
      ...(yield* sessions.list(user.id, yield* DateTime.now)).map((session): ExportRow => ["sessions", session]),
      ...(yield* tokens.list(user.id)).map((token): ExportRow => ["apiTokens", token]),
      ...(yield* vault.list(user.id)).map(({ addedAt, lastFour, provider }): ExportRow => {
        return ["providerKeys", { provider, lastFour, addedAt }]
      })
    ]
  })
})

/** The tree of a goal, and those before it. */
const treeRows = Effect.gen(function* () {
  const trees = yield* SkillTreeStore

  const versionOf = ({ id, userId }: Goal, version: number) =>
    trees.version(userId, id, version).pipe(Effect.catchTag("SkillTreeVersionNotFound", () => Effect.undefined))

  return (goal: Goal): Rows =>
    Stream.fromIterableEffect(trees.versions(goal.userId, goal.id)).pipe(
      Stream.mapEffect(({ version }) => versionOf(goal, version)),
      Stream.zipWithIndex,
      Stream.map(([tree, i]) => rowOf(tree, i)),
      Stream.flattenIterable
    )
})

const rowOf = (tree: SkillTree | undefined, i: number): ReadonlyArray<ExportRow> =>
  tree === undefined ? [] : [[i === 0 ? "skillTrees" : "formerSkillTrees", tree]]

/** What a card said before: asked of those alone that were ever changed. */
const revisionRows = Effect.gen(function* () {
  const cards = yield* FlashcardStore

  return ({ createdAt, id, updatedAt, userId }: Flashcard): Rows =>
    DateTime.Equivalence(createdAt, updatedAt)
      ? Stream.empty
      : Stream.fromIterableEffect(cards.revisions(userId, id)).pipe(
          Stream.map((revision): ExportRow => ["flashcardRevisions", { cardId: id, ...revision }])
        )
})
