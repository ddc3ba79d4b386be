/**
 * A tree that is written anew: looked at first, done, and gone back from.
 */
import { RegeneratedTree, SkillTree, SkillTreeVersion } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"

const Versions = Schema.Array(SkillTreeVersion)
const knots = "# Knots\n\n**Bowline**: a loop that does not slip.\n"

it.layer(Desk.layer, { timeout: "120 seconds" })("loopi tree", (it) => {
  it.effect("shows what writing it anew would change, without changing it", () =>
    Effect.gen(function* () {
      const { loopi, note, read } = yield* Desk
      yield* loopi(["goal", "add", "Learn to sail", "--notes", yield* note("sailing.md", sailing)])
      const before = yield* read(SkillTree, "tree")
      const same = yield* loopi(["tree", "--dry-run"])
      assert.include(same.stdout, "= 2 skills as they are\nNothing differs: the tree stays as it is.")
      assert.deepStrictEqual(yield* read(SkillTree, "tree"), before)
      yield* loopi(["tree", "--notes", yield* note("knots.md", knots)])
      assert.strictEqual((yield* read(SkillTree, "tree")).version, 2)
    })
  )

  it.effect("lists versions and goes back to one", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const versions = yield* read(Versions, "tree", "--versions")
      assert.deepStrictEqual(
        versions.map(({ version }) => version),
        [2, 1]
      )
      const listed = yield* loopi(["tree", "--versions"])
      assert.match(listed.stdout, /^ {3}2 {2}\d{4}-\d\d-\d\d \d\d:\d\d .* skills {2}present\n {3}1 {2}/)
      const back = yield* read(SkillTree, "tree", "--restore", "1")
      assert.deepStrictEqual([back.version, back.nodes.map(({ title }) => String(title))], [3, ["Wind", "Sails"]])
      const missing = yield* loopi(["tree", "--restore", "9"])
      assert.strictEqual(missing.exit, 4)
      assert.include(missing.stderr, "loopi: skill_tree_version_not_found: ")
      assert.include(missing.stderr, "`loopi tree --versions`")
    })
  )

  it.effect("writes it anew and says what that changed", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const told = yield* read(RegeneratedTree, "tree", "--regenerate", "--dry-run")
      const { stdout } = yield* loopi(["tree", "--regenerate"])
      for (const { path } of told.diff.added) assert.include(stdout, `+ ${path.join(" › ")}\n`)
      for (const { from, to } of told.diff.moved) assert.include(stdout, `~ ${from.join(" › ")} → ${to.join(" › ")}\n`)
      assert.include(stdout, "Version 4. Go back: loopi tree --restore 3\n")
      assert.strictEqual((yield* read(SkillTree, "tree")).version, 4)
      assert.isFalse((yield* read(RegeneratedTree, "tree", "--regenerate")).changed)
    })
  )

  it.effect("does one thing at a time, and takes no notes in a dry run", () =>
    Effect.gen(function* () {
      const { loopi, note } = yield* Desk
      const file = yield* note("more.md", "# More\n")
      for (const flags of [
        ["--versions", "--restore", "1"],
        ["--grow", "--regenerate"],
        ["--versions", "--notes", file]
      ]) {
        const { exit, stderr } = yield* loopi(["tree", ...flags])
        assert.strictEqual(exit, 2)
        assert.match(stderr, /^loopi: flags_conflict: .*one thing.*--versions/)
      }
      const dry = yield* loopi(["tree", "--regenerate", "--dry-run", "--notes", file])
      assert.strictEqual(dry.exit, 2)
      assert.match(dry.stderr, /^loopi: flags_conflict: a dry run changes nothing/)
    })
  )
})
