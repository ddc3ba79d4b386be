/**
 * Callers that others vouch for: the app that embeds us, and pages that whoever runs the server trusts.
 */
import { assert, layer } from "@effect/vitest"
import { Ids, UserId } from "@loopi/core"
import { AccountAuthentication, Authenticating, HostAuthentication } from "@loopi/http"
import { Effect, Layer, Redacted } from "effect"
import { InMemory, serve } from "../app.ts"
import { ask } from "../ask.ts"
import { newStranger } from "../me.ts"
import { assertProblem } from "../problems.ts"
import { askWith, browse, cookiesOf, newPerson, password, signedIn } from "./people.ts"

/** A host app that knows its learners by a cookie of its own, and some of them only as readers. */
const host = HostAuthentication.source(({ cookies }) =>
  Effect.sync(() => {
    const { host, reader } = cookies
    if (host !== undefined) return { userId: UserId.make(host) }
    return reader === undefined ? undefined : { userId: UserId.make(reader), scopes: ["read"] as const }
  })
)

const authentication = Layer.suspend(() => Authenticating.layer(AccountAuthentication.source, host))
const app = "https://app.example.com"
const Both = serve(InMemory, { authentication, server: { port: 0, corsOrigins: [app] } })

const goal = { method: "POST", body: { title: "Sail" } }
const from = (origin: string) => ({ origin, "sec-fetch-site": "same-site" })
const ownPage = { "sec-fetch-site": "same-origin" }

layer(Both, { excludeTestServices: true })("a host app", (it) => {
  it.effect("says who its learners are, beside those with accounts", () =>
    Effect.gen(function* () {
      const cookie = `host=${yield* newStranger}`
      assert.strictEqual((yield* browse("/api/goals", cookie, { ...goal, headers: ownPage })).status, 201)
      assert.deepInclude((yield* browse("/api/auth/session", cookie)).json, { kind: "host" })
      const { access } = yield* signedIn(yield* newPerson)
      assert.strictEqual((yield* askWith(access, "/api/goals")).status, 200)
      assertProblem(yield* browse("/api/goals", "theme=dark"), "unauthenticated")
    })
  )

  it.effect("says what they may do", () =>
    Effect.gen(function* () {
      const cookie = `reader=${yield* newStranger}`
      assert.strictEqual((yield* browse("/api/goals", cookie)).status, 200)
      assertProblem(yield* browse("/api/goals", cookie, { ...goal, headers: ownPage }), "scope_missing")
    })
  )

  it.effect("is protected from other sites as we are", () =>
    Effect.gen(function* () {
      const cookie = `host=${yield* newStranger}`
      const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" }
      assertProblem(yield* browse("/api/goals", cookie, { ...goal, headers }), "csrf_refused")
      // Browsers send these of their own accord, too.
      const basic = { ...headers, authorization: "Basic c3RhZ2luZzpzdGFnaW5n" }
      assertProblem(yield* browse("/api/goals", cookie, { ...goal, headers: basic }), "csrf_refused")
    })
  )

  it.effect("has learners who make tokens, and have no password here to choose another", () =>
    Effect.gen(function* () {
      const cookie = `host=${yield* newStranger}`
      const post = (path: string, body: unknown) => browse(path, cookie, { method: "POST", body, headers: ownPage })
      const made = yield* post("/api/tokens", { name: "A program", scopes: ["read"] })
      assert.strictEqual((yield* askWith(Redacted.make(String(made.json["secret"])), "/api/goals")).status, 200)
      const passwords = { current: password, next: "another long and quiet one" }
      assertProblem(yield* post("/api/me/password", passwords), "session_required")
    })
  )
})

layer(Both, { excludeTestServices: true })("a page that is trusted", (it) => {
  it.effect("acts in the name of whoever is signed in, and no other page does", () =>
    Effect.gen(function* () {
      const email = yield* newPerson
      const body = { email, password, cookies: true }
      const signIn = (origin: string) =>
        ask("/api/auth/signin", { method: "POST", body, headers: from(origin), bare: true })
      assertProblem(yield* signIn("https://other.example.com"), "csrf_refused")
      const cookies = cookiesOf((yield* signIn(app)).headers["set-cookie"])
      assert.strictEqual((yield* browse("/api/goals", cookies, { ...goal, headers: from(app) })).status, 201)
      const other = { ...goal, headers: from(`https://${yield* (yield* Ids).next}.example.com`) }
      assertProblem(yield* browse("/api/goals", cookies, other), "csrf_refused")
    })
  )
})
