/**
 * The accounts on a server, as whoever runs it sees them.
 */
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { Desk } from "../Desk.ts"
import { runHere } from "../runHere.ts"

const password = "a long and quiet sentence"

const decodeReset = Schema.decodeEffect(Schema.fromJsonString(Schema.Struct({ code: Schema.String })))
const Listed = Schema.Array(Schema.Struct({ email: Schema.String, verifiedAt: Schema.NullOr(Schema.String) }))

it.layer(Desk.layer, { timeout: "120 seconds" })("loopi account", (it) => {
  it.effect(
    "adds somebody who signs in on the server, and chooses a new password by a code",
    () =>
      Effect.gen(function* () {
        const { loopi, read, start } = yield* Desk
        const added = yield* loopi(["account", "add", "Mira@Example.com"], { input: `${password}\n` })
        assert.deepInclude(added, { exit: 0, stderr: "" })
        assert.match(added.stdout, /^Added: mira@example.com {2}since 20/)
        assert.lengthOf(yield* read(Listed, "account", "list"), 1)
        // Not in this process, where it is still 1970.
        const { code } = yield* decodeReset((yield* loopi(["account", "reset", "mira@example.com", "--json"])).stdout)

        const { child, end, printed, shows } = yield* start("serve", "--accounts", "--port", "0")
        yield* shows("Ctrl-C stops it.")
        const address = /listens on (http:\S+)\n/.exec(printed.stdout)?.[1] ?? ""
        const statusOf = (path: string, body: unknown) =>
          Effect.promise(() =>
            fetch(`${address}/api/auth/${path}`, {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify(body)
            }).then(({ status }) => status)
          )
        const other = "another long and quiet sentence"
        assert.strictEqual(yield* statusOf("signin", { email: "mira@example.com", password }), 200)
        assert.strictEqual(yield* statusOf("reset-password", { code, password: other }), 204)
        assert.strictEqual(yield* statusOf("signin", { email: "mira@example.com", password }), 401)
        assert.strictEqual(yield* statusOf("signin", { email: "mira@example.com", password: other }), 200)
        child.kill("SIGTERM")
        assert.strictEqual((yield* end).exit, 0)
        assert.notInclude(printed.stdout, "Token")
      }),
    120_000
  )

  it.effect(
    "refuses an address that is taken, one that is none, and a password that is too short",
    () =>
      Effect.gen(function* () {
        const { data, loopi } = yield* Desk
        yield* loopi(["account", "add", "bea@example.com"], { input: password })
        const twice = yield* loopi(["account", "add", "bea@example.com"], { input: password })
        assert.strictEqual(twice.exit, 5)
        assert.match(twice.stderr, /^loopi: email_taken: /)
        const short = yield* loopi(["account", "add", "cem@example.com"], { input: "short1\n" })
        assert.strictEqual(short.exit, 2)
        assert.match(short.stderr, /^loopi: password_refused: a password has 10 to 200 characters/)
        assert.notInclude(short.stderr + short.stdout, "short1")
        const unknown = yield* runHere(["account", "reset", "nobody@example.com", "--data", data])
        assert.strictEqual(unknown.exit, 4)
        assert.match(unknown.stderr, /^loopi: account_not_found: /)
        assert.strictEqual((yield* runHere(["account", "reset", "nobody", "--data", data])).exit, 2)
      }),
    120_000
  )
})
