/**
 * What the tables themselves refuse, and what they let go of.
 */
import {
  Account,
  AccountStore,
  EmailAddress,
  FlashcardStore,
  GoalStore,
  MailRequest,
  MailRequestId,
  newSchedule,
  PasswordHash,
  ReviewLog,
  Schedules,
  SkillTreeStore
} from "@loopi/core"
import { fixtures } from "@loopi/core/testing"
import { assert, it } from "@effect/vitest"
import { DateTime, Effect, Exit, type Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { asLearner, asWorker } from "../../src/internal/asLearner.ts"
import type { Database } from "../shared.ts"

const tablesOfAGoal = [
  "goals",
  "skill_trees",
  "skill_nodes",
  "prerequisites",
  "former_skill_trees",
  "unlinked_cards",
  "schedules",
  "reviews"
]

export const suite = <E>(adapter: string, layer: Layer.Layer<Database, E>): void =>
  it.layer(layer, { timeout: "60 seconds" })(`the tables (${adapter})`, (it) => {
    it.effect("refuse a card in somebody else's goal", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const theirs = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const card = yield* fixtures.makeCard(theirs, { userId: yield* fixtures.newLearner })
        assert.isTrue(Exit.hasDies(yield* Effect.exit(cards.insert([card]))))
      })
    )

    it.effect("refuse a schedule of a card in another goal than the card's", () =>
      Effect.gen(function* () {
        const schedules = yield* Schedules
        const learner = yield* fixtures.newLearner
        const card = yield* fixtures.newCard(yield* fixtures.newGoal(learner))
        const elsewhere = newSchedule({ ...card, goalId: (yield* fixtures.newGoal(learner)).id })
        assert.isTrue(Exit.hasDies(yield* Effect.exit(schedules.start([elsewhere]))))
      })
    )

    it.effect("refuse a goal of a learner nobody knows", () =>
      Effect.gen(function* () {
        const goals = yield* GoalStore
        const stranger = yield* fixtures.makeUser()
        const goal = yield* fixtures.makeGoal(stranger.id)
        assert.isTrue(Exit.hasDies(yield* Effect.exit(goals.insert(goal, fixtures.limits))))
      })
    )

    it.effect("keep the reviews of a card that is removed, and of its goal's", () =>
      Effect.gen(function* () {
        const cards = yield* FlashcardStore
        const log = yield* ReviewLog
        const sql = yield* SqlClient.SqlClient
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const one = yield* fixtures.study(yield* fixtures.newStudied(goal), [3, 4, 1])
        const other = yield* fixtures.study(yield* fixtures.newStudied(goal), [2])

        yield* cards.remove(goal.userId, [one.schedule.cardId])
        yield* asWorker(sql)(sql`DELETE FROM goals WHERE user_id = ${goal.userId} AND id = ${goal.id}`)

        assert.deepStrictEqual(yield* log.ofCard(goal.userId, one.schedule.cardId), one.reviews)
        assert.deepStrictEqual(yield* log.ofCard(goal.userId, other.schedule.cardId), other.reviews)
        const schedules = yield* asWorker(sql)(sql`SELECT card_id FROM schedules WHERE user_id = ${goal.userId}`)
        assert.deepStrictEqual(schedules, [])
      })
    )

    it.effect("let everything of a learner go with the learner", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const trees = yield* SkillTreeStore
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const tree = yield* fixtures.makeTree(goal)
        yield* trees.save(tree)
        yield* fixtures.newCard(goal, { nodeId: tree.nodes[0]?.id ?? null })
        yield* trees.save(yield* fixtures.makeTree(goal, 2))
        yield* fixtures.study(yield* fixtures.newStudied(goal), [3])
        yield* asWorker(sql)(sql`DELETE FROM users WHERE id = ${goal.userId}`)
        for (const table of tablesOfAGoal) {
          const left = yield* asWorker(sql)(sql`SELECT user_id FROM ${sql(table)} WHERE user_id = ${goal.userId}`)
          assert.deepStrictEqual(left, [], table)
        }
      })
    )

    it.effect("keep a learner who owns something, though nobody proved the address or signed in", () =>
      Effect.gen(function* () {
        const [accounts, sql] = [yield* AccountStore, yield* SqlClient.SqlClient]
        const user = yield* fixtures.makeUser()
        const [email, hash] = [EmailAddress.make(`${user.id}@example.org`), PasswordHash.make("$hash$")]
        const long = DateTime.subtract(fixtures.january(1), { years: 2 })
        const times = { createdAt: long, updatedAt: long }
        const account = Account.make({ userId: user.id, email, passwordHash: hash, verifiedAt: null, ...times })
        const about = { kind: "welcome", email, created: true, attempts: 0, requestedAt: long } as const
        yield* accounts.join(user, account, MailRequest.make({ id: MailRequestId.make(user.id), ...about }))
        const goal = yield* fixtures.newGoal(user.id)
        yield* accounts.removeUnproven(DateTime.add(long, { days: 1 }))
        assert.deepStrictEqual(yield* accounts.find(user.id), Option.some(account))
        yield* asWorker(sql)(sql`DELETE FROM goals WHERE id = ${goal.id}`)
        assert.strictEqual(yield* accounts.removeUnproven(DateTime.add(long, { days: 1 })), 1)
      })
    )

    it.effect("carry the learner first in every key but those by which somebody unknown is found", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const keys = yield* asWorker(sql)(sql<{ readonly name: string; readonly first: string }>`
          SELECT key.conrelid::regclass || '.' || key.conname AS name, attname AS first
          FROM pg_constraint AS key JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
          WHERE contype IN ('p', 'u', 'f') AND key.connamespace = 'loopi'::regnamespace
            AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = conrelid AND attname = 'user_id')
        `)
        assert.isAbove(keys.length, 15)
        assert.deepStrictEqual(keys.flatMap(({ first, name }) => (first === "user_id" ? [] : name)).toSorted(), [
          "account_codes.account_codes_pkey",
          "accounts.accounts_email_key",
          "api_tokens.api_tokens_digest_key",
          // Whoever reads a receipt is nobody any more.
          "erasures.erasures_code_key",
          "erasures.erasures_pkey",
          "sessions.sessions_access_key",
          "sessions.sessions_refresh_key",
          "spent_secrets.spent_secrets_pkey"
        ])
      })
    )

    it.effect("let neither a tree nor its cards go on where the transaction it is saved in fails", () =>
      Effect.gen(function* () {
        const [cards, sql, trees] = [yield* FlashcardStore, yield* SqlClient.SqlClient, yield* SkillTreeStore]
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        const tree = yield* fixtures.makeTree(goal)
        yield* trees.save(tree)
        const { id } = yield* fixtures.newCard(goal, { nodeId: tree.nodes[0]?.id ?? null })
        const next = yield* fixtures.makeTree(goal, 2)
        const failing = Effect.gen(function* () {
          yield* trees.save(next)
          assert.isNull((yield* cards.get(goal.userId, id)).nodeId)
          return yield* Effect.fail("too late")
        })
        assert.strictEqual(yield* Effect.flip(asLearner(sql, goal.userId)(failing)), "too late")
        assert.deepStrictEqual(yield* trees.get(goal.userId, goal.id), tree)
        assert.lengthOf(yield* trees.versions(goal.userId, goal.id), 1)
        assert.strictEqual((yield* cards.get(goal.userId, id)).nodeId, tree.nodes[0]?.id)
      })
    )

    it.effect("show a tree whole while it is replaced", () =>
      Effect.gen(function* () {
        const trees = yield* SkillTreeStore
        const goal = yield* fixtures.newGoal(yield* fixtures.newLearner)
        yield* trees.save(yield* fixtures.makeTree(goal, 1))
        const replace = Effect.gen(function* () {
          for (let version = 2; version <= 12; version += 1) yield* trees.save(yield* fixtures.makeTree(goal, version))
        })
        const look = Effect.gen(function* () {
          let version = 0
          while (version < 12) {
            const tree = yield* trees.get(goal.userId, goal.id)
            assert.isAtLeast(tree.version, version)
            const [, pessoa, camoes, ...more] = tree.nodes.map(({ id }) => id)
            assert.deepStrictEqual(more, [])
            assert.deepEqual<unknown>(tree.prerequisites, [{ nodeId: camoes, requiresId: pessoa }])
            version = tree.version
          }
        })
        yield* Effect.all([replace, look], { concurrency: "unbounded" })
      })
    )
  })
