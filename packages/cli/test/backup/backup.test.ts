/**
 * A backup taken by the program is restored by it, elsewhere, to the letter; and what cannot be is refused in one line.
 */
import { readdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { BackupTrailer } from "@loopi/core"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { sailing } from "../notes.ts"
import { runHere } from "../runHere.ts"

/** The part that both commands tell: rows of each section, and the hash of all. */
const sums = Schema.decodeEffect(Schema.fromJsonString(BackupTrailer))

it.layer(Desk.layer, { timeout: "3 minutes", excludeTestServices: true })("loopi backup and restore", (it) => {
  it.effect(
    "bring everything to another place, and refuse where something else is",
    () =>
      Effect.gen(function* () {
        const { data, directory, loopi, note } = yield* Desk
        const file = join(directory, "my.backup")
        const elsewhere = join(directory, "elsewhere")
        const into = ["--data", elsewhere]
        yield* runHere(["goal", "add", "Learn to sail", "--notes", yield* note("sailing.md", sailing), "--data", data])
        yield* runHere(["generate", "--approve", "--data", data])

        const taken = yield* loopi(["backup", file])
        assert.deepStrictEqual([taken.exit, taken.stderr], [0, ""])
        yield* runHere(["goal", "list", ...into])
        const restored = yield* runHere(["restore", file, ...into])
        assert.deepStrictEqual([restored.exit, restored.stderr], [0, ""])
        assert.match(restored.stdout, /^Restored 1 learner, 1 goal, \d+ cards and 0 reviews\nRead back/)
        const content = /content [0-9a-f]{12}/.exec(taken.stdout)?.[0]
        assert.include(restored.stdout, content ?? assert.fail("the backup does not say its content"))
        for (const { stdout } of [taken, restored]) assert.include(stdout, "Provider keys")
        const again = yield* runHere(["backup", join(directory, "again.backup"), "--json", ...into])
        const same = yield* runHere(["restore", file, "--json", ...into])
        assert.deepStrictEqual(yield* sums(again.stdout), yield* sums(same.stdout))

        const there = yield* runHere(["due", ...into])
        const here = yield* runHere(["due", "--data", data])
        assert.strictEqual(there.stdout, here.stdout)
        assert.strictEqual((yield* runHere(["restore", file, ...into])).exit, 0)
        assert.match(there.stdout, /\d+ cards\. Study them/)
        assert.strictEqual((yield* runHere(["doctor", ...into])).exit, 0)

        yield* runHere(["goal", "add", "Learn to swim", ...into])
        const refused = yield* runHere(["restore", file, ...into])
        assert.strictEqual(refused.exit, 5)
        assert.match(refused.stderr, /^loopi: not_empty: .* --data, or another database with DATABASE_URL\n$/)
      }),
    180_000
  )

  const refusals: ReadonlyArray<readonly [content: string | null, exit: number, line: RegExp]> = [
    [null, 4, /^loopi: file_not_found: there is no file .*\. Check the path\n$/],
    [
      "# Notes",
      2,
      /^loopi: not_a_backup: .* is not a backup of Loopi\. Give a file that `loopi backup` has written\n$/
    ],
    [
      "\u001f\u008b\b",
      2,
      /^loopi: backup_truncated: .* ends too early\. Restore another backup; nothing was written\n$/
    ]
  ]
  for (const [content, exit, line] of refusals) {
    it.effect(`refuse ${content === null ? "no file" : JSON.stringify(content)}, and open no database`, () =>
      Effect.gen(function* () {
        const { directory } = yield* Desk
        const file = join(directory, `${exit}.backup`)
        if (content !== null) yield* Effect.promise(() => writeFile(file, content, "latin1"))
        const outcome = yield* runHere(["restore", file, "--data", join(directory, "none")])
        assert.match(outcome.stderr, line)
        assert.strictEqual(outcome.exit, exit)
        assert.notInclude(yield* Effect.promise(() => readdir(directory)), "none")
      })
    )
  }
})
