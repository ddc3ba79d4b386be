/**
 * The commands one after another, as a learner's first day goes.
 */
import { Flashcard, GenerationReport, Goal, ProgressReport, RatedCard, SkillTree, StudyQueue } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "./Desk.ts"
import { sailing } from "./notes.ts"

const Cards = Schema.Array(Flashcard)

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi", (it) => {
  it.effect("starts a goal from a note and grows its tree", () =>
    Effect.gen(function* () {
      const { loopi, note, read } = yield* Desk
      const file = yield* note("sailing.md", sailing)

      const goal = yield* read(Goal, "goal", "add", "Learn to sail", "--notes", file)
      const tree = yield* read(SkillTree, "tree")
      const { stdout } = yield* loopi(["tree", "sail"])

      assert.strictEqual(goal.title, "Learn to sail")
      assert.strictEqual(tree.goalId, goal.id)
      assert.sameMembers(
        tree.nodes.map((node) => node.title),
        ["Wind", "Sails"]
      )
      assert.match(stdout, /Learn to sail\n├─ Wind .*no cards\n└─ Sails /)
    })
  )

  it.effect("writes drafts, and lists them", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const report = yield* read(GenerationReport, "generate")
      const drafts = yield* read(Cards, "cards", "--drafts")
      const again = yield* loopi(["generate", "--count", "20"])

      assert.isAtLeast(report.kept.length, 6)
      assert.deepStrictEqual(drafts, report.kept)
      assert.include(again.stdout, "0 drafts written")
    })
  )

  it.effect("studies nothing before it is approved, then what is", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const [first, ...rest] = yield* read(Cards, "cards")
      assert.isDefined(first)

      assert.include((yield* loopi(["due"])).stdout, "Nothing more is due today.")
      assert.include((yield* loopi(["cards", "discard", first.id])).stdout, "1 card discarded")
      const [second, ...others] = rest
      assert.isDefined(second)
      assert.include((yield* loopi(["cards", "approve", second.id])).stdout, "1 card to study")
      const approved = yield* loopi(["generate", "--approve"])
      assert.match(approved.stdout, /^1 card written\n/)
      assert.include(approved.stdout, `${others.length} drafts approved`)
      const due = yield* loopi(["due", "--limit", "2"])
      assert.include(due.stdout, `2 of ${rest.length + 1} cards. Study them: loopi study`)
      assert.isEmpty(yield* read(Cards, "cards", "--drafts"))
    })
  )

  it.effect("adds a card by hand and warns of one much like it", () =>
    Effect.gen(function* () {
      const { loopi } = yield* Desk
      const sides = ["What is a halyard?", "A rope that hoists a sail."]
      const one = yield* loopi(["cards", "add", ...sides])
      const two = yield* loopi(["cards", "add", ...sides, "--goal", "1"])

      assert.match(one.stdout, /active.*What is a halyard\?/)
      assert.strictEqual(one.stderr, "")
      assert.match(two.stderr, /much like it \(1\.00\): What is a halyard\?/)
    })
  )

  it.effect("rates a card once for each version", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const { cards } = yield* read(StudyQueue, "due", "--limit", "1")
      const [item] = cards
      assert.isDefined(item)
      const { id } = item.card

      const rated = yield* read(RatedCard, "rate", id, "good", "--at", "0")
      const stale = yield* loopi(["rate", id.slice(-8), "good", "--at", "0"])

      assert.strictEqual(rated.schedule.version, 1)
      assert.strictEqual(stale.exit, 5)
      assert.strictEqual(
        stale.stderr,
        "loopi: schedule_conflict: The card was rated or undone since you loaded it. Look again with `loopi due`\n"
      )
      assert.strictEqual(stale.stdout, "")
    })
  )

  it.effect("tells how far the learner has come", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const report = yield* read(ProgressReport, "stats", "sail")
      const shown = yield* read(ProgressReport, "goal", "show", "1")
      const { stdout } = yield* loopi(["stats"])

      assert.strictEqual(report.cards.learning, 1)
      assert.deepStrictEqual(shown.goals, report.goals)
      assert.match(stdout, /1 in learning.*\n.*\n/)
      assert.include(stdout, "Due in the next days")
    })
  )

  it.effect("puts a goal away and takes it up again", () =>
    Effect.gen(function* () {
      const { loopi, read } = yield* Desk
      const { status } = yield* read(Goal, "goal", "archive", "1")
      const [archived] = yield* read(Schema.Array(Goal), "goal", "list")
      assert.deepStrictEqual([status, archived?.status], ["archived", "archived"])

      assert.include((yield* loopi(["goal", "restore", "sail"])).stdout, "Restored Learn to sail")
      assert.include((yield* loopi(["goal", "list"])).stdout, "active    Learn to sail")
    })
  )

  it.effect("ends quietly when nobody reads on", () =>
    Effect.gen(function* () {
      const { start } = yield* Desk
      const { child, end } = yield* start("cards", "--json")
      child.stdout.destroy()
      const { exit, stderr } = yield* end
      assert.deepStrictEqual({ exit, stderr }, { exit: 0, stderr: "" })
    })
  )
})
