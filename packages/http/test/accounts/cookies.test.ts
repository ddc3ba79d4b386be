/**
 * Sessions that a browser keeps: in cookies no script reads, and of no use to other sites.
 */
import { assert, layer } from "@effect/vitest"
import { Effect } from "effect"
import { ask, post } from "../ask.ts"
import { assertProblem } from "../problems.ts"
import { browse, cookiesOf, newPerson, Open, password } from "./people.ts"

const ownPage = { "sec-fetch-site": "same-origin" }

const refresh = (cookies: string) =>
  browse("/api/auth/refresh", cookies, { method: "POST", body: {}, headers: ownPage })

const signIn = Effect.fnUntraced(function* (headers: Record<string, string> = ownPage) {
  const email = yield* newPerson
  const body = { email, password, cookies: true }
  return yield* ask("/api/auth/signin", { method: "POST", body, headers, bare: true })
})

layer(Open, { excludeTestServices: true })("a session in cookies", (it) => {
  it.effect("is handed over without a word of it in the body", () =>
    Effect.gen(function* () {
      const { headers, json } = yield* signIn()
      assert.notProperty(json, "accessToken")
      assert.notProperty(json, "refreshToken")
      const [access = "", refresh = ""] = headers["set-cookie"] ?? []
      assert.match(access, /^loopi_access=loopi_at_\w{36}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
      assert.match(
        refresh,
        /^loopi_refresh=loopi_rt_\w{36}; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/
      )
    })
  )

  it.effect("is bound to the host and to encryption wherever the page came encrypted", () =>
    Effect.gen(function* () {
      const { headers } = yield* signIn({ ...ownPage, "x-forwarded-proto": "https" })
      const [access = "", refresh = ""] = headers["set-cookie"] ?? []
      assert.match(
        access,
        /^__Host-loopi_access=loopi_at_\w{36}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/
      )
      assert.match(
        refresh,
        /^__Secure-loopi_refresh=\w+; Path=\/api\/auth; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/
      )
    })
  )

  it.effect("opens what a token opens, to pages of this server alone", () =>
    Effect.gen(function* () {
      const cookies = cookiesOf((yield* signIn()).headers["set-cookie"])
      assert.strictEqual((yield* browse("/api/goals", cookies)).status, 200)
      const create = (headers: Record<string, string>) =>
        browse("/api/goals", cookies, { method: "POST", body: { title: "Sail" }, headers })
      for (const own of [ownPage, { "sec-fetch-site": "none" }]) {
        assert.strictEqual((yield* create(own)).status, 201)
      }
      const others = [
        {},
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "same-site" },
        { origin: "https://evil.example" },
        { origin: "null" },
        { origin: "http://localhost.evil.example" },
        { origin: "https://evil.example", "sec-fetch-site": "cross-site" }
      ]
      for (const other of others) assertProblem(yield* create(other), "csrf_refused")
    })
  )

  it.effect("is neither begun nor renewed by another site", () =>
    Effect.gen(function* () {
      assertProblem(yield* signIn({ "sec-fetch-site": "cross-site" }), "csrf_refused")
      const cookies = cookiesOf((yield* signIn()).headers["set-cookie"])
      const headers = { "sec-fetch-site": "same-site" }
      assertProblem(yield* browse("/api/auth/refresh", cookies, { method: "POST", body: {}, headers }), "csrf_refused")
    })
  )

  it.effect("is renewed by its other cookie, once", () =>
    Effect.gen(function* () {
      const first = cookiesOf((yield* signIn()).headers["set-cookie"])
      const renewed = yield* refresh(first)
      assert.strictEqual(renewed.status, 200)
      const second = cookiesOf(renewed.headers["set-cookie"])
      assertProblem(yield* browse("/api/goals", first), "unauthenticated")
      assert.strictEqual((yield* browse("/api/goals", second)).status, 200)

      const again = yield* refresh(first)
      assertProblem(again, "unauthenticated")
      assert.lengthOf(again.headers["set-cookie"] ?? [], 2, "what is of no use is taken back")
      assertProblem(yield* browse("/api/goals", second), "unauthenticated")
    })
  )

  it.effect("is over when one signs out", () =>
    Effect.gen(function* () {
      const cookies = cookiesOf((yield* signIn()).headers["set-cookie"])
      const out = yield* browse("/api/auth/signout", cookies, { method: "POST", headers: ownPage })
      assert.strictEqual(out.status, 204)
      for (const cookie of out.headers["set-cookie"] ?? []) assert.match(cookie, /^\w+=; Max-Age=0; Path=/)
      assertProblem(yield* browse("/api/goals", cookies), "unauthenticated")
    })
  )

  it.effect("counts for nothing beside a token that is not known", () =>
    Effect.gen(function* () {
      const cookies = cookiesOf((yield* signIn()).headers["set-cookie"])
      const headers = { authorization: "Bearer wrong" }
      assertProblem(yield* browse("/api/goals", cookies, { headers }), "unauthenticated")
    })
  )

  it.effect("is of no use to sign in a caller without a cookie", () =>
    Effect.gen(function* () {
      assertProblem(yield* post("/api/auth/refresh", {}), "unauthenticated")
      const headers = { ...ownPage }
      const answered = yield* ask("/api/auth/refresh", { method: "POST", body: {}, headers, bare: true })
      assertProblem(answered, "unauthenticated")
    })
  )
})
