/**
 * The host app of docs/recipes/host-apps.md serves learners whom Auth.js knows, as a web handler and behind Node's server.
 */
import { createServer, type RequestListener } from "node:http"
import { assert, it } from "@effect/vitest"
import { Context, Effect, Layer, Schema } from "effect"
import { Plan } from "loopi"
import { afterAll } from "vitest"
import { writeSnippets } from "./snippets.ts"

const written = writeSnippets("hostApps", ["docs/recipes/host-apps.md"])
afterAll(written.remove)

type Answer = (request: Request) => Promise<Response>

const snippet = (name: string) =>
  Effect.promise(() => import(/* @vite-ignore */ written.files.find((file) => file.endsWith(`/${name}.ts`)) ?? name))

/** Tells a session as Auth.js does: by a cookie of its own, and `null` for nobody. */
const authJs: Answer = ({ headers }) => {
  const [, id] = /authjs\.session-token=(\w+)/.exec(headers.get("cookie") ?? "") ?? []
  return Promise.resolve(Response.json(id === undefined ? null : { user: { id, name: id }, expires: "2100-01-01" }))
}

class HostApp extends Context.Service<
  HostApp,
  {
    readonly answer: Answer
    /** Where it listens as an app on Node. */
    readonly address: string
  }
>()("@loopi/docs/test/hostApps.test/HostApp") {
  static readonly layer: Layer.Layer<HostApp> = Layer.effect(
    HostApp,
    Effect.gen(function* () {
      const [{ byAuthJs }, { learning }, { listener }] = yield* Effect.all([
        snippet("authJs"),
        snippet("learning"),
        snippet("listener")
      ])
      const { answer }: { readonly answer: Answer } = yield* Effect.acquireRelease(
        Effect.sync(() => learning(Plan.memory, "/learn", byAuthJs(authJs, "https://app.example.com/auth/session"))),
        ({ close }) => Effect.promise(() => close())
      )
      return { answer, address: yield* listening(listener(answer)) }
    })
  )
}

const listening = (listener: RequestListener) =>
  Effect.acquireRelease(
    Effect.callback<ReturnType<typeof createServer>>((resume) => {
      const server = createServer(listener)
      server.listen(0, "127.0.0.1", () => resume(Effect.succeed(server)))
    }),
    (server) => Effect.sync(() => server.close().closeAllConnections())
  ).pipe(
    Effect.map((server) => {
      const address = server.address()
      return typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : ""
    })
  )

interface Asked {
  readonly body?: unknown
  readonly site?: "same-origin" | "cross-site"
  readonly origin?: string
}

/** What the browser of somebody asks for. */
const asking = (who: string, path: string, { body, origin, site = "same-origin" }: Asked = {}) =>
  new Request(`${origin ?? "https://app.example.com"}/learn/api${path}`, {
    headers: { cookie: `authjs.session-token=${who}`, "sec-fetch-site": site, "content-type": "application/json" },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) })
  })

/** What it is answered: by the web handler, or where an origin is named by the app on Node. */
const ask = Effect.fnUntraced(function* (who: string, path: string, asked: Asked = {}) {
  const { answer } = yield* HostApp
  const request = asking(who, path, asked)
  const response = yield* Effect.promise(() => (asked.origin === undefined ? answer(request) : fetch(request)))
  return { status: response.status, text: yield* Effect.promise(() => response.text()) }
})

const read = <A, I>(schema: Schema.Codec<A, I>, { text }: { readonly text: string }) =>
  Schema.decodeEffect(Schema.fromJsonString(schema))(text)

const Titles = Schema.Array(Schema.Struct({ title: Schema.String }))
const Identified = Schema.Struct({ id: Schema.String })
const Me = Schema.Struct({ user: Schema.Struct({ name: Schema.String }), account: Schema.Null })
const Problem = Schema.Struct({ code: Schema.String })

it.layer(HostApp.layer, { excludeTestServices: true })("a host app", (it) => {
  it.effect("serves whom Auth.js knows, each their own", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* ask("mira", "/goals", { body: { title: "Sail" } })).status, 201)
      assert.deepStrictEqual(yield* read(Titles, yield* ask("mira", "/goals")), [{ title: "Sail" }])
      assert.deepStrictEqual(yield* read(Titles, yield* ask("noor", "/goals")), [])
      assert.deepStrictEqual(yield* read(Me, yield* ask("noor", "/me")), { user: { name: "noor" }, account: null })
    })
  )

  it.effect("serves nobody else, and does nothing for the pages of others", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* ask("", "/goals")).status, 401)
      const forged = yield* ask("mira", "/goals", { body: { title: "Theirs" }, site: "cross-site" })
      assert.deepStrictEqual(yield* read(Problem, forged), { code: "csrf_refused" })
    })
  )

  it.effect("on Node takes bodies, and streams what happens in a run", () =>
    Effect.gen(function* () {
      const { address: origin } = yield* HostApp
      const post = (path: string, body: unknown) => ask("ada", path, { body, origin })
      const { id } = yield* read(Identified, yield* post("/goals", { title: "Practise" }))
      const text = "# Practice\n\n**Massed practice**: cramming everything into one sitting."
      assert.strictEqual((yield* post(`/goals/${id}/notes`, { name: "Practice", text })).status, 201)
      assert.strictEqual((yield* post(`/goals/${id}/skill-tree`, {})).status, 200)
      const run = yield* read(Identified, yield* post("/flashcards/generate", { goalId: id }))
      const events = yield* ask("ada", `/runs/${run.id}/events`, { origin })
      assert.match(events.text, /event: started[^]+event: succeeded/)
    })
  )
})
