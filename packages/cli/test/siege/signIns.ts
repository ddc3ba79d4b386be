/**
 * Those who join and sign in at once, each from an address of their own: from one, each may try only so often.
 */
import { request } from "node:http"
import { Effect, Schema } from "effect"

export const atOnce = 64

const password = "a long sentence"

/** The first is the learner who waits; half of the others are those who sign in. */
const joining = 1 + atOnce / 2

const Told = Schema.fromJsonString(
  Schema.Struct({ accessToken: Schema.optionalKey(Schema.String), code: Schema.optionalKey(Schema.String) })
)

/** What is told, with the milliseconds it took. */
const posts = (port: number, path: string, body: unknown, localAddress: string) =>
  Effect.callback<SignIn>((resume) => {
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

const emailOf = (i: number) => `ada.${i}@example.org`

/** Lets them join; gives the access secret of the learner who waits. */
export const everybodyJoins = (port: number) =>
  Effect.gen(function* () {
    for (let i = 0; i < joining; i++) {
      const person = { email: emailOf(i), password, name: "Ada", timeZone: "UTC", rolloverHour: 4 }
      yield* posts(port, "signup", person, `127.2.${i}.1`)
    }
    const { accessToken = "" } = yield* posts(port, "signin", { email: emailOf(0), password }, "127.2.0.2")
    return accessToken
  })

export interface SignIn {
  readonly accessToken?: string
  readonly code?: string
  readonly took: number
}

export interface Wave {
  readonly port: number
  /** Those of another one come from other addresses. */
  readonly number: number
  readonly seconds: number
}

/**
 * Every second one has an account. Whoever is done comes again from elsewhere, for so many seconds; whoever is turned away
 * does so after a second, as they are told to.
 */
export const signIns = ({ number, port, seconds }: Wave): Effect.Effect<ReadonlyArray<SignIn>> =>
  Effect.map(
    Effect.forEach(
      Array.from({ length: atOnce }).keys(),
      (client) =>
        Effect.gen(function* () {
          const begun = performance.now()
          const tries: Array<SignIn> = []
          do {
            const email =
              client % 2 === 0 ? emailOf(1 + client / 2) : `nobody.${number}.${client}.${tries.length}@example.org`
            const from = `127.${3 + number}.${tries.length}.${client + 1}`
            const tried = yield* posts(port, "signin", { email, password }, from)
            tries.push(tried)
            if (tried.code === "hasher_busy") yield* Effect.sleep("1 second")
          } while (performance.now() - begun < seconds * 1_000)
          return tries
        }),
      { concurrency: "unbounded" }
    ),
    (all) => all.flat()
  )
