/**
 * The client keeps a session going, whoever keeps its tokens.
 */
import { assert, layer } from "@effect/vitest"
import { type EmailAddress, GoalTitle, Sessions } from "@loopi/core"
import { Server, SessionTokens } from "@loopi/http"
import { makeClient } from "@loopi/http/client"
import { Clock, Effect, Layer, Redacted, Ref } from "effect"
import { Cookies, FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"
import { newPerson, Open, password } from "../accounts/people.ts"

const titles = Array.from({ length: 6 }, (_, i) => GoalTitle.make(`Goal ${i}`))
const credentials = (email: EmailAddress) => ({ email, password: Redacted.make(password) })

/** Counts what is asked, by the end of its path. */
const counted = (asked: Array<string>) =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(
      HttpClient.HttpClient,
      HttpClient.mapRequest((request) => {
        asked.push(request.url.replace(/^.*\/api\//, ""))
        return request
      })
    )
  ).pipe(Layer.provide(FetchHttpClient.layer))

/** A browser, as far as it matters: it keeps cookies, and says which page it asks for. */
const browser = (jar: Ref.Ref<ReadonlyArray<Cookies.Cookie>>, asked: Array<string>) =>
  Layer.effect(
    HttpClient.HttpClient,
    Effect.map(HttpClient.HttpClient, (client) =>
      HttpClient.make((request, { href }) =>
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          const cookie = Cookies.toRequestCookieHeader(yield* Ref.get(jar), href, now) ?? ""
          const headers = { cookie, "sec-fetch-site": "same-origin" }
          const response = yield* client.execute(HttpClientRequest.setHeaders(request, headers))
          yield* Ref.update(jar, Cookies.mergeIntoArray(href, response.cookies, now))
          return response
        })
      )
    )
  ).pipe(Layer.provide(counted(asked)))

layer(Open, { excludeTestServices: true })("a session of the client", (it) => {
  it.effect("kept in cookies is renewed once for all requests that find out, in any of its pages", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const jar = yield* Ref.make<ReadonlyArray<Cookies.Cookie>>([])
      const baseUrl = yield* Server.address
      const page = Effect.provide(makeClient({ baseUrl, session: "cookies" }), browser(jar, asked))
      const [first, second] = [yield* page, yield* page]
      yield* first.sessions.signIn({ payload: { ...credentials(yield* newPerson), cookies: true } })

      yield* forgetAccess(jar)
      const made = yield* Effect.forEach(
        titles,
        (title, i) => (i % 2 === 0 ? first : second).goals.create({ payload: { title } }),
        { concurrency: "unbounded" }
      )
      assert.lengthOf(made, 6)
      assert.lengthOf(
        asked.filter((path) => path === "auth/refresh"),
        1
      )
      assert.lengthOf(yield* second.goals.list(), 6)
    })
  )

  it.effect("kept by a program is renewed once, and its tokens are kept again", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const tokens = yield* SessionTokens.inMemory
      const client = yield* makeClient({ baseUrl: yield* Server.address, session: tokens }).pipe(
        Effect.provide(counted(asked))
      )
      const signedIn = yield* (yield* Sessions).signIn(credentials(yield* newPerson), { address: "a", userAgent: "" })
      yield* tokens.write({ access: Redacted.make("loopi_at_too-old"), refresh: signedIn.refresh })

      yield* Effect.forEach(titles, (title) => client.goals.create({ payload: { title } }), {
        concurrency: "unbounded"
      })
      assert.lengthOf(
        asked.filter((path) => path === "auth/refresh"),
        1
      )
      assert.notStrictEqual((yield* tokens.read)?.refresh, signedIn.refresh)
      assert.lengthOf(yield* client.goals.list(), 6)
    })
  )

  it.effect("that cannot be renewed is over, and its tokens are forgotten", () =>
    Effect.gen(function* () {
      const tokens = yield* SessionTokens.inMemory
      const client = yield* makeClient({ baseUrl: yield* Server.address, session: tokens })
      yield* tokens.write({ access: Redacted.make("loopi_at_old"), refresh: Redacted.make("loopi_rt_old") })
      assert.deepInclude(yield* Effect.flip(client.goals.list()), { code: "unauthenticated" })
      assert.isUndefined(yield* tokens.read)
      assert.deepInclude(yield* Effect.flip(client.goals.list()), { code: "unauthenticated" })
    }).pipe(Effect.provide(FetchHttpClient.layer))
  )

  it.effect("is not renewed when signing in is refused", () =>
    Effect.gen(function* () {
      const asked: Array<string> = []
      const tokens = yield* SessionTokens.inMemory
      const client = yield* makeClient({ baseUrl: yield* Server.address, session: tokens }).pipe(
        Effect.provide(counted(asked))
      )
      const payload = { ...credentials(yield* newPerson), password: Redacted.make("not the right one") }
      assert.deepInclude(yield* Effect.flip(client.sessions.signIn({ payload })), { code: "credentials_refused" })
      assert.deepStrictEqual(asked, ["auth/signin"])
    })
  )
})

/** What a browser does when the access cookie has expired. */
const forgetAccess = Ref.update<ReadonlyArray<Cookies.Cookie>>((cookies) =>
  cookies.filter(({ name }) => name !== "loopi_access")
)
