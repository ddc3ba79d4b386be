/**
 * Finding what is there, and making it findable again.
 */
import { rm } from "node:fs/promises"
import { join } from "node:path"
import { GenerationReport, Goal, SearchReport, SkillTree } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi", (it) => {
  it.effect(
    "finds goals and cards, in words for people and for programs",
    () =>
      Effect.gen(function* () {
        const { loopi, note, read } = yield* Desk
        const goal = yield* read(Goal, "goal", "add", "Learn to sail", "--notes", yield* note("sailing.md", sailing))
        yield* read(SkillTree, "tree")
        yield* read(GenerationReport, "generate")
        const { hits } = yield* read(SearchReport, "search", "learning to sail")
        const { stdout } = yield* loopi(["search", "learning to sail", "--limit", "1"])
        const cards = yield* read(SearchReport, "search", "wind", "--kind", "flashcard")

        assert.strictEqual(hits[0]?.kind === "goal" ? hits[0].goal.id : "", goal.id)
        assert.match(stdout, /goal {2}Learn to sail {2}meaning 1\.00, words 100 %\n1 hit, best first\n/)
        assert.isAbove(cards.hits.length, 1)
        assert.isTrue(cards.hits.every((hit) => hit.kind === "flashcard"))
        assert.isEmpty((yield* read(SearchReport, "search", "zebra")).hits)
      }),
    90_000
  )

  it.effect(
    "refuses to look for next to nothing, and says so in one line",
    () =>
      Effect.gen(function* () {
        const { loopi } = yield* Desk
        const { exit, stderr } = yield* loopi(["search", "a"])
        assert.strictEqual(exit, 2)
        assert.match(stderr, /^loopi: usage: .*\n$/)
      }),
    90_000
  )

  it.effect(
    "makes vectors anew after their table is gone",
    () =>
      Effect.gen(function* () {
        const { data, loopi, read } = yield* Desk
        const before = yield* read(SearchReport, "search", "wind")
        yield* Effect.promise(() => rm(join(data, "lancedb", "embeddings.lance"), { recursive: true }))
        const { stdout } = yield* loopi(["reindex", "--space", "lexical-1"])
        const after = yield* read(SearchReport, "search", "wind")

        assert.match(stdout, /^\d+ vectors made in lexical-1/)
        assert.deepStrictEqual(after, before)
      }),
    90_000
  )

  it.effect(
    "knows no space that nobody can fill",
    () =>
      Effect.gen(function* () {
        const { loopi } = yield* Desk
        const { exit, stderr } = yield* loopi(["reindex", "--space", "word2vec-1"])
        assert.strictEqual(exit, 2)
        assert.match(
          stderr,
          /loopi: space_unknown: there is no embedder for the space word2vec-1\. Name one of lexical-1/
        )
      }),
    90_000
  )
})
