/**
 * Files that are no notes are refused before anything is opened or begun.
 */
import { existsSync } from "node:fs"
import { truncate } from "node:fs/promises"
import { Goal, SkillTree } from "@loopi/core"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52)
const give = "Give a Markdown or text file in UTF-8 of at most 2,000,000 characters"

it.layer(Desk.layerBlank, { timeout: "60 seconds" })("a note", (it) => {
  const refused: ReadonlyArray<readonly [name: string, content: string | Uint8Array, flaw: string]> = [
    ["that is a picture", png, "not text in UTF-8"],
    ["in another encoding", Uint8Array.of(0x63, 0x61, 0x66, 0xe9), "not text in UTF-8"],
    ["that is empty", "", "blank"],
    ["that is blank", " \n\t\n", "blank"],
    ["with U+0000 inside", "# A\n\nnul \u0000 inside\n", "not text in UTF-8"]
  ]
  for (const [name, content, flaw] of refused) {
    it.effect(`${name} is refused`, () =>
      Effect.gen(function* () {
        const { data, note } = yield* Desk
        const file = yield* note("bad.md", content)
        const outcome = yield* runHere(["goal", "add", "Learn", "--notes", file, "--data", data])
        assert.deepStrictEqual(outcome, {
          exit: 2,
          signal: null,
          stdout: "",
          stderr: `loopi: note_refused: bad.md is ${flaw}. ${give}\n`
        })
        assert.isFalse(existsSync(data))
      })
    )
  }

  it.effect("of 50 MB is refused without being read", () =>
    Effect.gen(function* () {
      const { loopi, note } = yield* Desk
      const file = yield* note("long.md", "# Long\n")
      // A hole: reading it would cost 50 MB of memory, the file costs nothing.
      yield* Effect.promise(() => truncate(file, 50_000_000))
      const { exit, stderr } = yield* loopi(["goal", "add", "Learn", "--notes", file])
      assert.strictEqual(stderr, `loopi: note_refused: long.md is too long. ${give}\n`)
      assert.strictEqual(exit, 2)
    })
  )

  it.effect("that is not there, or is a directory, is refused", () =>
    Effect.gen(function* () {
      const { directory, loopi } = yield* Desk
      const gone = yield* loopi(["goal", "add", "Learn", "--notes", "gone.md"], { env: { INIT_CWD: directory } })
      const folder = yield* runHere(["goal", "add", "Learn", "--notes", directory])

      assert.strictEqual(gone.stderr, "loopi: file_not_found: there is no file gone.md. Check the path\n")
      assert.strictEqual(gone.exit, 4)
      assert.strictEqual(folder.stderr, `loopi: not_a_file: ${directory} is not a file. Give a Markdown or text file\n`)
      assert.strictEqual(folder.exit, 2)
    })
  )

  it.effect("nested too deep leaves a goal that takes another note", () =>
    Effect.gen(function* () {
      const { loopi, note, read } = yield* Desk
      const deep = Array.from({ length: 300 }, (_, i) => `${"> ".repeat(i)}- depth ${i}`).join("\n")
      const { exit, stderr } = yield* loopi(["goal", "add", "Learn", "--notes", yield* note("deep.md", deep)])
      assert.strictEqual(
        stderr,
        "loopi: note_too_deep: A note is nested deeper than the author can follow. " +
          "Flatten its lists and quotes, and give it again with `loopi tree --notes FILE`\n"
      )
      assert.strictEqual(exit, 2)
      const goals = yield* read(Schema.Array(Goal), "goal", "list")
      assert.deepStrictEqual(
        goals.map((goal) => goal.title),
        ["Learn"]
      )
    })
  )

  it.effect("is found from where the command was typed", () =>
    Effect.gen(function* () {
      const { directory, loopi, note, read } = yield* Desk
      yield* note("knots.md", "# Knots\n\n## Bowline\n\n**Bowline**: a knot that makes a fixed loop.\n")
      const env = { INIT_CWD: directory }
      const outcome = yield* loopi(["goal", "add", "Tie knots", "--notes", "knots.md"], { env })
      assert.strictEqual(outcome.exit, 0)
      assert.strictEqual((yield* read(SkillTree, "tree", "knots")).nodes[0]?.title, "Bowline")
    })
  )
})
