/**
 * 64 who sign in at once, over and over: whoever learns meanwhile waits at most three times as long as at a server beside
 * it, where nobody signs in. What else goes on on the machine holds up both.
 */
import { request } from "node:http"
import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { asksOnAndOn, besieged, quantile } from "./besieged.ts"

const atOnce = 64
const seconds = { peace: 5, war: 6 }

const Told = Schema.fromJsonString(
  Schema.Struct({ accessToken: Schema.optionalKey(Schema.String), code: Schema.optionalKey(Schema.String) })
)

const person = { email: "ada@example.org", password: "a long sentence" }

/** From an address of its own, as each may try only so often; with the milliseconds it took. */
const posts = (port: number, path: string, body: unknown, localAddress = "127.0.0.1") =>
  Effect.callback<typeof Told.Type & { readonly took: number }>((resume) => {
    const begun = performance.now()
    const headers = { "content-type": "application/json" }
    const options = { host: "127.0.0.1", port, localAddress, method: "POST", headers, agent: false }
    request({ ...options, path: `/api/auth/${path}` }, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (part: string) => void (text += part))
      response.on("end", () => {
        const told = text === "" ? {} : Schema.decodeSync(Told)(text)
        resume(Effect.succeed({ ...told, took: performance.now() - begun }))
      })
    })
      .on("error", () => resume(Effect.succeed({ code: "none", took: 0 })))
      .end(JSON.stringify(body))
  })

/** Nobody has these addresses: the work is the same. Whoever is done comes again from elsewhere, as long as this lasts. */
const signsIn = (port: number, client: number, goesOn: () => boolean) =>
  Effect.gen(function* () {
    const tries: Array<Effect.Success<ReturnType<typeof posts>>> = []
    do {
      const email = `nobody.${client}.${tries.length}@example.org`
      tries.push(yield* posts(port, "signin", { ...person, email }, `127.1.${tries.length}.${client + 1}`))
    } while (goesOn())
    return tries
  })

const signIns = (port: number, goesOn: () => boolean) =>
  Effect.map(
    Effect.all(
      Array.from({ length: atOnce }, (_, client) => signsIn(port, client, goesOn)),
      { concurrency: "unbounded" }
    ),
    (all) => all.flat()
  )

type Answers = Effect.Success<ReturnType<typeof asksOnAndOn>>

const at = (answers: Answers, q: number) =>
  quantile(
    answers.map(({ took }) => took),
    q
  )
const figures = (answers: Answers) =>
  `p50 ${at(answers, 0.5).toFixed(1)}, p99 ${at(answers, 0.99).toFixed(1)}, at most ${at(answers, 1).toFixed(1)} ms`

/** A server with a learner, and their access secret. */
const settled = Effect.gen(function* () {
  const { port } = yield* besieged({ LOOPI_EMAIL_VERIFICATION: "optional" }, ["--accounts"])
  yield* posts(port, "signup", { ...person, name: "Ada", timeZone: "UTC", rolloverHour: 4 })
  const { accessToken } = yield* posts(port, "signin", person)
  yield* asksOnAndOn(port, 1, accessToken)
  return { port, learns: (seconds: number) => asksOnAndOn(port, seconds, accessToken) }
})

it.live(
  "64 sign-ins at once are checked within seconds, and a learner waits at most three times as long as elsewhere",
  () =>
    Effect.gen(function* () {
      const [there, elsewhere] = [yield* settled, yield* settled]
      yield* signIns(there.port, () => false)
      const peace = yield* there.learns(seconds.peace)

      let lasts = true
      const over = Effect.sync(() => void (lasts = false))
      const [war, besides, signedIn] = yield* Effect.all(
        [
          Effect.ensuring(there.learns(seconds.war), over),
          elsewhere.learns(seconds.war),
          signIns(there.port, () => lasts)
        ],
        { concurrency: "unbounded" }
      )

      const checked = signedIn.filter(({ code }) => code === "credentials_refused")
      const last = Math.max(...checked.map(({ took }) => took))
      process.stdout.write(
        `${checked.length} of ${signedIn.length} sign-ins, ${atOnce} at once, were checked within ${Math.round(last)} ms; ` +
          `goals took ${figures(war)} meanwhile, ${figures(besides)} elsewhere, and ${figures(peace)} before\n`
      )
      const others = signedIn.filter(({ code }) => code !== "credentials_refused" && code !== "hasher_busy")
      assert.deepStrictEqual(others, [])
      assert.isAbove(checked.length, signedIn.length / 2)
      assert.isTrue([...war, ...peace, ...besides].every(({ status }) => status === 200))
      // Of small numbers the noise of the machine is more than double.
      assert.isAtMost(at(war, 0.99), 3 * at(besides, 0.99) + 10)
    }),
  120_000
)
