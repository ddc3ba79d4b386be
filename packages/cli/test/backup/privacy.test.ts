/**
 * Everything to take along, and the way out, at the command line.
 */
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"

const Erased = Schema.Struct({
  code: Schema.String,
  status: Schema.String,
  erased: Schema.Array(Schema.Struct({ place: Schema.String, rows: Schema.Int, done: Schema.Boolean }))
})

it.layer(Desk.layer, { timeout: "120 seconds" })("somebody who leaves", (it) => {
  it.effect(
    "takes everything along, has to mean it, and reads the receipt again",
    () =>
      Effect.gen(function* () {
        const { data, directory, loopi, note } = yield* Desk
        const notes = yield* note("birds.md", "# Birds\n\nA dodo is a bird that could not fly.\n")
        assert.strictEqual((yield* loopi(["goal", "add", "Know the dodo", "--notes", notes])).exit, 0)

        const file = join(directory, "me.ndjson")
        const exported = yield* runHere(["export", "--everything", file, "--data", data])
        assert.deepInclude(exported, { exit: 0, stderr: "" })
        const text = yield* Effect.promise(() => readFile(file, "utf8"))
        assert.include(text, "Know the dodo")
        assert.match(text.trimEnd().split("\n").at(-1) ?? "", /"goals":1/)
        assert.match((yield* runHere(["export", file])).stderr, /^loopi: usage: /)

        const hesitant = yield* runHere(["erase", "--data", data])
        assert.strictEqual(hesitant.exit, 2)
        assert.match(hesitant.stderr, /^loopi: not_confirmed: /)

        const left = yield* loopi(["erase", "--yes", "--json"])
        assert.strictEqual(left.exit, 0, left.stderr)
        const { code, erased, status } = yield* Schema.decodeEffect(Schema.fromJsonString(Erased))(left.stdout)
        assert.strictEqual(status, "finished")
        assert.deepInclude(erased, { place: "goals", rows: 1, done: true })
        const again = yield* runHere(["erase", "--receipt", code, "--data", data])
        assert.match(again.stdout, /^Erased, all of it, at 20/)
      }),
    120_000
  )
})
