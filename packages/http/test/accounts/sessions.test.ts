import { assert, layer } from "@effect/vitest"
import { allScopes } from "@loopi/core"
import { Effect, Redacted } from "effect"
import { assertInvalid, assertProblem } from "../problems.ts"
import { askWith, newPerson, Open, password, signedIn } from "./people.ts"

const goal = (grow: boolean) => ({ method: "POST", body: { title: "Sail", grow } })

const ours = Effect.flatMap(newPerson, signedIn)

layer(Open, { excludeTestServices: true })("somebody signed in", (it) => {
  it.effect("sees who they are, and on which devices", () =>
    Effect.gen(function* () {
      const email = yield* newPerson
      const [here, there] = [yield* signedIn(email), yield* signedIn(email)]
      const who = yield* askWith(here.access, "/api/auth/session")
      assert.deepInclude(who.json, { kind: "session", scopes: [...allScopes] })
      const listed: ReadonlyArray<Record<string, unknown>> = JSON.parse(
        (yield* askWith(here.access, "/api/auth/sessions")).text
      )
      assert.deepStrictEqual(
        new Set(listed.map(({ current, id }) => `${String(id)} ${String(current)}`)),
        new Set([`${here.session.id} true`, `${there.session.id} false`])
      )
      const path = `/api/auth/sessions/${there.session.id}`
      assert.strictEqual((yield* askWith(here.access, path, { method: "DELETE" })).status, 204)
      assertProblem(yield* askWith(here.access, path, { method: "DELETE" }), "session_not_found")
      assertProblem(yield* askWith(there.access, "/api/goals"), "unauthenticated")
    })
  )

  it.effect("makes tokens for programs, which do no more than they are for", () =>
    Effect.gen(function* () {
      const { access } = yield* ours
      const body = { name: "My watch", scopes: ["read"], expiresInDays: 30 }
      const created = yield* askWith(access, "/api/tokens", { method: "POST", body })
      assert.strictEqual(created.status, 201, created.text)
      const token = Redacted.make(String(created.json["secret"]))

      assert.strictEqual((yield* askWith(token, "/api/goals")).status, 200)
      const goal = { method: "POST", body: { title: "Sail" } }
      assertProblem(yield* askWith(token, "/api/goals", goal), "scope_missing")
      assertProblem(yield* askWith(token, "/api/me"), "scope_missing")
      assert.deepInclude((yield* askWith(token, "/api/auth/session")).json, { kind: "token", scopes: ["read"] })
      const listed = (yield* askWith(access, "/api/tokens")).text
      assert.notInclude(listed, Redacted.value(token))
      assert.include(listed, Redacted.value(token).slice(-4))
    })
  )

  it.effect("cannot make a token with a token, nor choose a password with one", () =>
    Effect.gen(function* () {
      const { access } = yield* ours
      const body = { name: "Everything", scopes: [...allScopes] }
      const created = yield* askWith(access, "/api/tokens", { method: "POST", body })
      const token = Redacted.make(String(created.json["secret"]))
      assertProblem(yield* askWith(token, "/api/tokens", { method: "POST", body }), "session_required")
      const change = { current: password, next: "another long and quiet one" }
      assertProblem(yield* askWith(token, "/api/me/password", { method: "POST", body: change }), "session_required")
    })
  )

  it.effect("begins no run with a token that is for writing alone", () =>
    Effect.gen(function* () {
      const { access } = yield* ours
      const body = { name: "Writer", scopes: ["write"] }
      const created = yield* askWith(access, "/api/tokens", { method: "POST", body })
      const token = Redacted.make(String(created.json["secret"]))
      assertProblem(yield* askWith(token, "/api/goals", goal(true)), "scope_missing")
      assert.strictEqual((yield* askWith(token, "/api/goals", goal(false))).status, 201)
    })
  )

  it.effect("chooses another password, which ends the sessions elsewhere", () =>
    Effect.gen(function* () {
      const email = yield* newPerson
      const [here, there] = [yield* signedIn(email), yield* signedIn(email)]
      const next = "another long and quiet one"
      const change = (current: string) =>
        askWith(here.access, "/api/me/password", { method: "POST", body: { current, next } })
      assertProblem(yield* change("not the one it is"), "credentials_refused")
      assert.strictEqual((yield* change(password)).status, 204)
      assertProblem(yield* askWith(there.access, "/api/goals"), "unauthenticated")
      assert.strictEqual((yield* askWith(here.access, "/api/goals")).status, 200)
    })
  )

  it.effect("changes their name and when their day begins", () =>
    Effect.gen(function* () {
      const { access } = yield* ours
      const change = (body: unknown) => askWith(access, "/api/me", { method: "PATCH", body })
      const changed = yield* change({ name: "Mira L.", timeZone: "Asia/Tokyo" })
      assert.deepInclude(changed.json["user"], { name: "Mira L.", timeZone: "Asia/Tokyo", rolloverHour: 4 })
      assertInvalid(
        yield* change({ timeZone: "Atlantis/Deep", rolloverHour: 24 }),
        "body.timeZone",
        "body.rolloverHour"
      )
      assertInvalid(yield* change({ email: "other@example.com" }), "body.email")
    })
  )

  it.effect("is told nothing of a password that is refused but that it is", () =>
    Effect.gen(function* () {
      const { access } = yield* ours
      const body = { current: password, next: "tooshort9" }
      const answered = yield* askWith(access, "/api/me/password", { method: "POST", body })
      assertInvalid(answered, "body.next")
      assert.notInclude(answered.text, "tooshort9")
    })
  )
})
