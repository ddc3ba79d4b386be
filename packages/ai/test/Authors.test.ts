/**
 * Each learner gets the authors there are for them.
 */
import { assert, it } from "@effect/vitest"
import {
  CardReviewer,
  DistractorAuthor,
  FlashcardAuthor,
  ProviderKeyVault,
  readSecret,
  SkillTreeAuthor
} from "@loopi/core"
import { FlashcardAuthorContract, SkillTreeAuthorContract, TestMasterKeys } from "@loopi/core/testing"
import { Effect, Layer, Redacted, Result, Stream } from "effect"
import { type AnthropicSettings, defaults } from "../src/anthropic/AnthropicSettings.ts"
import * as Authors from "../src/Authors.ts"
import { assignmentFor, bread, budget, Remote, treeFor, vault } from "./anthropic/world.ts"

const authors = (settings: Partial<AnthropicSettings> = {}) =>
  Authors.layer({ ...defaults, ...settings }).pipe(Layer.provideMerge(Layer.mergeAll(budget, vault)))

SkillTreeAuthorContract.suite("without a key", authors())
FlashcardAuthorContract.suite("without a key", authors())

it.live("who has a key of their own is served by a model, and everybody else by rules", () =>
  Effect.gen(function* () {
    const withKey = assignmentFor()
    const { renew } = yield* TestMasterKeys
    yield* renew
    const secret = Result.getOrThrow(readSecret(Redacted.make("sk-ant-own-0123456789")))
    yield* (yield* ProviderKeyVault).put(withKey.goal.userId, "anthropic", secret)
    // A key that cannot be opened any more, so that nobody outside is asked.
    yield* renew
    const cards = yield* FlashcardAuthor

    assert.deepInclude(yield* Effect.flip(cards.plan(withKey)), { reason: "credentials_refused" })
    const facts = yield* cards.plan(assignmentFor())
    const [card] = yield* Stream.runCollect(cards.write(assignmentFor(), facts))
    assert.strictEqual(card?.authorship.author, "loopi/offline-markdown")
  }).pipe(Effect.provide(authors(), { local: true }))
)

it.live("a server without a key serves everybody, in everything", () =>
  Effect.gen(function* () {
    const { url } = yield* Remote
    const served = Effect.gen(function* () {
      const assignment = assignmentFor()
      const cards = yield* FlashcardAuthor
      const facts = yield* cards.plan(assignment)
      const [first] = yield* Stream.runCollect(cards.write(assignment, facts))
      const card = first ?? assert.fail("no card")
      assert.strictEqual(card.authorship.author, "loopi/anthropic")
      const again = yield* cards.rewrite(assignment, card, {
        findings: [],
        feedback: "Shorter"
      })
      assert.strictEqual(again.authorship.promptVersion, "rewrite-1")
      const options = yield* (yield* DistractorAuthor).write(assignment, [card])
      assert.strictEqual(options[0]?.length, 3)
      assert.deepStrictEqual(yield* (yield* CardReviewer).review(assignment, [card]), [[]])
      const tree = yield* Stream.runCollect((yield* SkillTreeAuthor).propose(treeFor([bread])))
      assert.isNotEmpty(tree)
    })
    yield* Effect.provide(served, authors({ baseUrl: url, model: "llama" }), { local: true })
    assert.strictEqual((yield* Remote).seen.length, 6)
  }).pipe(Effect.provide(Remote.layer, { local: true }))
)
