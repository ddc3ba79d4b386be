/**
 * A study session: with lines piped in, and at a terminal.
 */
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { ProgressReport, StudyQueue } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"
import { commandLine, quiet, type Running, watched } from "../program.ts"

const terminal = "/usr/bin/script"

/** Runs the program at a terminal of its own. */
const atTerminal = (args: ReadonlyArray<string>) =>
  Effect.sync(() => {
    const quoted = commandLine(args).map((word) => `'${word}'`)
    const env = { ...quiet, TERM: "xterm", SHELL: "/bin/sh", PATH: "/usr/bin:/bin" }
    return watched(spawn(terminal, ["-qfec", quoted.join(" "), "/dev/null"], { env }))
  })

/** Presses each key once what comes before it is on the screen. */
const converse = Effect.fnUntraced(function* (
  { child, shows }: Running,
  turns: ReadonlyArray<readonly [seen: string, key: string]>
) {
  let from = 0
  for (const [seen, key] of turns) {
    from = (yield* shows(seen, from)) + seen.length
    child.stdin.write(key)
  }
})

it.layer(Desk.layer, { timeout: "60 seconds" })("loopi study", (it) => {
  it.effect("takes ratings from lines, takes one back, and ends with the input", () =>
    Effect.gen(function* () {
      const { loopi, note, read } = yield* Desk
      yield* loopi(["goal", "add", "Learn to sail", "--notes", yield* note("sailing.md", sailing)])
      yield* loopi(["generate", "--approve"])

      // 9 is no rating, and 3 is none before the card is flipped.
      const { exit, stdout } = yield* loopi(["study"], { input: "3\n\n9\n3\n\n1\nu\n" })

      assert.include(stdout, "1 Again 1 min")
      assert.include(stdout, "Taken back.")
      assert.match(stdout, /1 card rated, 1 recalled\.\n$/)
      assert.strictEqual(exit, 0)
      const { cards } = yield* read(ProgressReport, "stats")
      assert.strictEqual(cards.learning, 1)
    })
  )

  it.effect.skipIf(!existsSync(terminal))("is played with single keys at a terminal", () =>
    Effect.gen(function* () {
      const { data, read } = yield* Desk
      const before = yield* read(StudyQueue, "due", "--limit", "50")

      const session = yield* atTerminal(["study", "--data", data])
      yield* converse(session, [
        ["space flips", "u"],
        ["Nothing to take back.", ""],
        ["space flips", " "],
        ["Easy", "4"],
        ["space flips", "\r"],
        ["Easy", "1"],
        ["space flips", "u"],
        ["Taken back.", ""],
        ["space flips", "\u0004"]
      ])
      const { exit, stdout } = yield* session.end

      assert.match(stdout, /1 card rated, 1 recalled\./)
      assert.strictEqual(exit, 0)
      const after = yield* read(StudyQueue, "due", "--limit", "50")
      const rated = before.cards.filter((item) => !after.cards.some(({ card }) => card.id === item.card.id))
      assert.strictEqual(rated.length, 1)
      const undone = after.cards.filter(({ schedule }) => schedule.version === 2)
      assert.deepStrictEqual(
        undone.map(({ schedule }) => schedule.phase),
        ["new"]
      )
    })
  )

  it.effect.skipIf(!existsSync(terminal))("ends with q, and shows a bar while cards are written", () =>
    Effect.gen(function* () {
      const { data } = yield* Desk
      const session = yield* atTerminal(["study", "--data", data])
      yield* converse(session, [["space flips", "q"]])
      assert.include((yield* session.end).stdout, "Nothing rated.")

      const writing = yield* atTerminal(["generate", "--data", data])
      assert.match((yield* writing.end).stdout, /from the notes alone +█+░+ +\d+ %/)
    })
  )
})
