/**
 * From a stranger to a learner with a goal, over HTTP.
 */
import { assert, layer } from "@effect/vitest"
import { AccountMails } from "@loopi/core"
import { TestMailer } from "@loopi/core/testing"
import { AccountAuthentication } from "@loopi/http"
import { Effect, Redacted, Schema } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask, post } from "../ask.ts"
import { assertProblem } from "../problems.ts"

const Open = serve(InMemory, { authentication: AccountAuthentication.layer })

const newcomer = {
  email: "Mira@Example.com",
  password: "a long and quiet sentence",
  name: "Mira",
  timeZone: "Europe/Lisbon",
  rolloverHour: 4
}

const credentials = { email: newcomer.email, password: newcomer.password }

layer(Open, { excludeTestServices: true })("somebody new", (it) => {
  it.effect("signs up, proves their address, signs in and keeps a goal", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* post("/api/auth/signup", newcomer)).status, 204)
      assertProblem(yield* post("/api/auth/signin", credentials), "email_not_verified")

      yield* (yield* AccountMails).step
      const code = Redacted.value(yield* (yield* TestMailer.Mailbox).code("mira@example.com", "verification"))
      assert.strictEqual((yield* post("/api/auth/verify-email", { code })).status, 204)
      assertProblem(yield* post("/api/auth/verify-email", { code }), "code_refused")

      const signedIn = yield* post("/api/auth/signin", credentials)
      assert.strictEqual(signedIn.status, 200, signedIn.text)
      const headers = { authorization: `Bearer ${yield* textOf(signedIn.json, "accessToken")}` }
      const created = yield* ask("/api/goals", { method: "POST", body: { title: "Read a weather map" }, headers })
      assert.strictEqual(created.status, 201, created.text)
      assert.include((yield* ask("/api/goals", { headers })).text, "Read a weather map")

      const me = yield* ask("/api/me", { headers })
      assert.deepInclude(me.json["account"], { email: "mira@example.com" })

      assert.strictEqual((yield* ask("/api/auth/signout", { method: "POST", headers })).status, 204)
      assertProblem(yield* ask("/api/goals", { headers }), "unauthenticated")
    })
  )
})

const textOf = (json: Record<string, unknown>, field: string) => Schema.decodeUnknownEffect(Schema.String)(json[field])
