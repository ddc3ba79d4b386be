/**
 * Somebody takes everything along and leaves, over HTTP, and reads afterwards what became of it.
 */
import { assert, layer } from "@effect/vitest"
import { ApiTokens, Privacy } from "@loopi/core"
import { AccountAuthentication } from "@loopi/http"
import { Effect, Redacted, Schema } from "effect"
import { newPerson, password, signedIn } from "../accounts/people.ts"
import { InMemory, serve } from "../app.ts"
import { ask, post } from "../ask.ts"
import { grownGoal } from "../prepared.ts"
import { assertInvalid, assertProblem } from "../problems.ts"

const Open = serve(InMemory, { authentication: AccountAuthentication.layer })

const newLearner = Effect.gen(function* () {
  const email = yield* newPerson
  const { access, session, user } = yield* signedIn(email)
  const headers = { authorization: `Bearer ${Redacted.value(access)}` }
  const erase = (body: object) =>
    ask("/api/me", { method: "DELETE", body: { confirm: "erase everything", ...body }, headers })
  return { email, user, session, headers, erase }
})

const Begun = Schema.Struct({ code: Schema.String, receipt: Schema.Struct({ status: Schema.String }) })

layer(Open, { excludeTestServices: true, timeout: "60 seconds" })("a learner who leaves", (it) => {
  it.effect("takes everything along, is erased, and reads the receipt without signing in", () =>
    Effect.gen(function* () {
      const { email, erase, headers, user } = yield* newLearner
      const { goal } = yield* grownGoal(user.id)
      const exported = yield* ask("/api/me/export", { headers })
      assert.strictEqual(exported.status, 200, exported.text)
      assert.match(exported.headers["content-type"] ?? "", /^application\/x-ndjson/)
      assert.match(
        exported.headers["content-disposition"] ?? "",
        /^attachment; filename="loopi-\d{4}-\d\d-\d\d\.ndjson"$/
      )
      assert.include(exported.text, goal.title)
      assert.include(exported.text.trimEnd().split("\n").at(-1) ?? "", '"goals":1')

      const answered = yield* erase({ password })
      assert.strictEqual(answered.status, 202, answered.text)
      const { code } = yield* Schema.decodeUnknownEffect(Begun)(answered.json)
      assertProblem(yield* ask("/api/me", { headers }), "unauthenticated")
      assertProblem(yield* post("/api/auth/signin", { email, password }), "credentials_refused")

      yield* (yield* Privacy).goOn
      const receipt = yield* ask(`/api/erasures/${code}`)
      assert.strictEqual(receipt.status, 200, receipt.text)
      assert.strictEqual(receipt.json["status"], "finished")
      assert.include(receipt.text, '"place":"goals","rows":1,"done":true')
    })
  )

  it.effect("has to give the password, to have signed in, and to mean it", () =>
    Effect.gen(function* () {
      const { erase, headers, session, user } = yield* newLearner
      assertProblem(yield* erase({}), "credentials_refused")
      assertProblem(yield* erase({ password: "not this one, by far" }), "credentials_refused")
      for (const said of [{}, { confirm: "yes" }]) {
        assertInvalid(yield* ask("/api/me", { method: "DELETE", body: { password, ...said }, headers }), "body.confirm")
      }
      const { id: sessionId } = session
      const principal = {
        userId: user.id,
        scopes: ["account" as const],
        credential: { kind: "session" as const, sessionId, expiresAt: session.accessExpiresAt }
      }
      const { secret } = yield* (yield* ApiTokens).create(principal, { name: "A program", scopes: ["account"] })
      const token = { authorization: `Bearer ${Redacted.value(secret)}` }
      const body = { confirm: "erase everything", password }
      assertProblem(yield* ask("/api/me", { method: "DELETE", body, headers: token }), "session_required")
      assert.strictEqual((yield* ask("/api/me", { headers })).status, 200)
    })
  )

  it.effect("finds nothing by a code that was never handed out", () =>
    Effect.gen(function* () {
      for (const code of ["x", `loopi_ec_${"0".repeat(36)}`]) {
        assertProblem(yield* ask(`/api/erasures/${code}`), "erasure_not_found")
      }
    })
  )
})
