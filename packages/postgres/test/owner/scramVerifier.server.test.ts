/**
 * What is told of a password is what the server would have kept of it.
 */
import { assert, layer } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { scramVerifier } from "../../src/owner/scramVerifier.ts"
import { asked, newRole } from "../roles.ts"
import { layer as layerServer, TestServer, withServer } from "../server.ts"

withServer("a password", () => {
  layer(layerServer, { timeout: "60 seconds" })("a password", (it) => {
    it.effect.each(["plain", "with 'quotes' and \\", "pässwörd ﬁ"])("is told by its verifier: %s", (password) =>
      Effect.gen(function* () {
        const role = yield* newRole("NOINHERIT")
        const database = yield* (yield* TestServer).newDatabase
        yield* asked(database, `ALTER ROLE ${role} PASSWORD E'${password.replaceAll(/['\\]/g, "\\$&")}'`)
        const [kept] = yield* asked(database, `SELECT rolpassword AS verifier FROM pg_authid WHERE rolname = '${role}'`)
        const theirs = String(Object.values(kept ?? {})[0])
        const salt = Buffer.from(theirs.split(/[:$]/)[2] ?? "", "base64")
        assert.strictEqual(yield* scramVerifier(Redacted.make(password), salt), theirs)
        assert.notStrictEqual(yield* scramVerifier(Redacted.make(password)), theirs)
      })
    )
  })
})
