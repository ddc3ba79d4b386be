/**
 * Every endpoint of the OpenAPI document, asked by everybody who must not get through. A new endpoint is in the table by
 * being documented; a place for an id that the table does not know fails it.
 */
import { assert, layer, type Vitest } from "@effect/vitest"
import { allScopes, ApiTokens, type Scope, Sessions } from "@loopi/core"
import { Clock, Effect, type Layer, Redacted } from "effect"
import { newPerson, type Open, signedIn } from "../accounts/people.ts"
import type { Answered } from "../ask.ts"
import { assertProblem } from "../problems.ts"
import { type Belongings, newOwner } from "./belongings.ts"
import { endpoints } from "./document.ts"
import type { Kept } from "./kept.ts"
import { ownId, request, saidBy, without } from "./requests.ts"

const guarded = endpoints.filter(({ scope }) => scope !== undefined)
const nobodys = "0190f6a0-ffff-7000-8000-00000000dead"

/** Those that do not say no to an id that is not the caller's: they find, or change, nothing. */
const silent = new Set([
  "listFlashcards query goalId",
  "listFlashcards query nodeId",
  "listRuns query goalId",
  "previewDrafts query goalId",
  "previewDrafts query runId",
  "discardDrafts body ids.*",
  "discardDrafts body goalId",
  "discardDrafts body runId",
  "approveFlashcards body ids.*",
  "discardFlashcard path id",
  "cardHealth query goalId"
])

/** Those of them that say the same whatever they did. */
const mute = new Set(["discardFlashcard path id", "cardHealth query goalId"])

/** Those that no scope opens to a token. */
const forSessions = new Set(["createToken", "changePassword", "eraseMe"])

type Served = Layer.Success<typeof Open>

/** What the table is played on: a server, and a way to see what is kept below it. */
export interface Played<R, E> {
  readonly on: string
  readonly server: Layer.Layer<R | Served, E>
  readonly kept: Kept<R | Served>
}

export const suite = <R, E>({ kept, on, server }: Played<R, E>): void =>
  layer(server, { excludeTestServices: true, timeout: "120 seconds" })(`an endpoint (${on})`, (it) => {
    refusals(it, kept)
    strangers(it, kept)
  })

const refusals = <R>(it: Vitest.MethodsNonLive<R | Served>, kept: Kept<R | Served>): void => {
  it.effect("answers nobody without a token, with a wrong one, or with one that works no more", () =>
    Effect.gen(function* () {
      const owner = yield* newOwner
      const refused = [undefined, ...["", "x", "loopi_at_x", "Bearer", owner.userId].map((it) => Redacted.make(it))]
      const ended = [...(yield* expiredSecrets), ...(yield* revokedSecrets)]
      const before = yield* kept.all([owner])
      for (const endpoint of guarded) {
        for (const secret of [...refused, ...ended]) {
          assertProblem(yield* request(endpoint, owner.ids, secret), "unauthenticated")
        }
      }
      assert.strictEqual(yield* kept.all([owner]), before)
      yield* Effect.log(`${guarded.length} endpoints x ${refused.length + ended.length} secrets`)
    })
  )

  it.effect("answers no token that is for everything but this", () =>
    Effect.gen(function* () {
      const owner = yield* newOwner
      const tokens = yield* tokensFor(owner)
      const before = yield* kept.all([owner])
      for (const endpoint of guarded) {
        const token = tokens.find(({ lacks }) => lacks === endpoint.scope)
        const refusal = forSessions.has(endpoint.id) ? "session_required" : "scope_missing"
        if (token === undefined) assert.strictEqual(endpoint.scope, "any", endpoint.id)
        else assertProblem(yield* request(endpoint, owner.ids, token.secret), refusal)
      }
      assert.strictEqual(yield* kept.all([owner]), before)
    })
  )
}

const strangers = <R>(it: Vitest.MethodsNonLive<R | Served>, kept: Kept<R | Served>): void => {
  it.effect("treats what is somebody else's as what nobody has, wherever its id stands", () =>
    Effect.gen(function* () {
      const [owner, stranger] = [yield* newOwner, yield* newOwner]
      const before = yield* kept.of([owner])
      let rows = 0
      for (const endpoint of endpoints) {
        for (const place of endpoint.places) {
          const idIn = ({ ids }: Belongings) => ownId(endpoint, ids, place.path.findLast((name) => name !== "*") ?? "")
          const theirs = idIn(owner)
          const ask = (id: string) => request(endpoint, stranger.ids, stranger.access, { place, id })
          const [answered, unknown] = [yield* ask(theirs), yield* ask(nobodys)]
          const row = `${endpoint.id} ${place.in} ${place.path.join(".")}`
          assert.strictEqual(without(saidBy(answered), theirs), without(saidBy(unknown), nobodys), row)
          assertRefused(answered, row)
          if (!mute.has(row)) {
            const self = yield* newOwner
            const own = yield* request(endpoint, self.ids, self.access, { place, id: idIn(self) })
            assert.notStrictEqual(saidBy(own), saidBy(unknown), `${row}: it refuses everything`)
          }
          rows += 1
        }
      }
      assert.isAbove(rows, 50)
      assert.strictEqual(yield* kept.of([owner]), before)
      yield* (yield* Sessions).authenticate(owner.access)
      yield* Effect.log(`${rows} places for ids`)
    })
  )
}

const assertRefused = ({ json, status, text }: Answered, row: string) => {
  if (silent.has(row)) return assert.isBelow(status, 300, `${row} ${text}`)
  assert.isTrue(status === 404 || json["code"] === "skill_tree_refused", `${row} ${text}`)
}

/** One for each scope, that has all others. */
const tokensFor = Effect.fnUntraced(function* ({ principal }: Belongings) {
  const tokens = yield* ApiTokens
  return yield* Effect.forEach(allScopes, (lacks: Scope) =>
    Effect.map(
      tokens.create(principal, { name: `All but ${lacks}`, scopes: allScopes.filter((scope) => scope !== lacks) }),
      ({ secret }) => ({ lacks, secret })
    )
  )
})

/** As they were handed out long ago. */
const expiredSecrets = Effect.gen(function* () {
  const email = yield* newPerson
  const [sessions, tokens] = [yield* Sessions, yield* ApiTokens]
  const { access } = yield* longAgo(signedIn(email))
  const principal = yield* sessions.authenticate((yield* signedIn(email)).access)
  const input = { name: "For a day", scopes: allScopes, expiresInDays: 1 }
  const { secret } = yield* longAgo(tokens.create(principal, input))
  return [access, secret]
})

const revokedSecrets = Effect.gen(function* () {
  const [sessions, tokens] = [yield* Sessions, yield* ApiTokens]
  const { access } = yield* signedIn(yield* newPerson)
  const principal = yield* sessions.authenticate(access)
  const { secret, token } = yield* tokens.create(principal, { name: "Lost", scopes: allScopes })
  yield* tokens.remove(principal, token.id)
  yield* sessions.signOut(principal)
  return [access, secret]
})

const longAgo = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Clock.clockWith((clock) =>
    Effect.provideService(effect, Clock.Clock, {
      currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() - threeDays,
      currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now - threeDays),
      currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe(),
      currentTimeNanos: clock.currentTimeNanos,
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: clock.monotonicTimeNanos,
      sleep: (duration) => clock.sleep(duration)
    })
  )

const threeDays = 3 * 86_400_000
