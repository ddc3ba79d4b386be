/**
 * Whether somebody has an account is nobody's business: known and unknown addresses are answered alike.
 */
import { assert, layer } from "@effect/vitest"
import { Ids } from "@loopi/core"
import { Effect } from "effect"
import { type Answered, ask } from "../ask.ts"
import { newPerson, Open } from "./people.ts"

const ownPage = { "sec-fetch-site": "same-origin" }

/** Everything that is asked with an address alone. */
const requests: ReadonlyArray<readonly [path: string, (email: string) => unknown]> = [
  ["signup", (email) => ({ email, password: "yet another sentence", name: "N", timeZone: "UTC", rolloverHour: 4 })],
  ["signin", (email) => ({ email, password: "not the right sentence" })],
  ["signin", (email) => ({ email, password: "" })],
  ["signin", (email) => ({ email, password: "not the right sentence", cookies: true })],
  ["forgot-password", (email) => ({ email })],
  ["resend-verification", (email) => ({ email })]
]

layer(Open, { excludeTestServices: true })("an address", (it) => {
  it.effect("that has an account is answered to the letter as one that has none", () =>
    Effect.gen(function* () {
      for (const [path, bodyFor] of requests) {
        const [known, unknown] = [yield* newPerson, `${yield* (yield* Ids).next}@example.com`]
        const asked = (email: string) =>
          ask(`/api/auth/${path}`, { method: "POST", body: bodyFor(email), headers: ownPage, bare: true })
        assert.deepStrictEqual(told(yield* asked(known)), told(yield* asked(unknown)), path)
      }
    })
  )

  it.effect("that is tried too often is refused alike, whether or not it has an account", () =>
    Effect.gen(function* () {
      const [known, unknown] = [yield* newPerson, `${yield* (yield* Ids).next}@example.com`]
      const statuses: Array<string> = []
      for (const email of [known, unknown]) {
        const body = { email, password: "not the right sentence" }
        const answers = yield* Effect.forEach(Array.from({ length: 12 }), () =>
          ask("/api/auth/signin", { method: "POST", body, bare: true })
        )
        statuses.push(answers.map(({ json }) => json["code"]).join(" "))
      }
      assert.strictEqual(statuses[0], statuses[1])
      assert.match(statuses[0] ?? "", /^(credentials_refused ){10}too_many_attempts too_many_attempts$/)
    })
  )
})

/** An answer, but for what names it and when it was given. */
const told = ({ headers, status, text }: Answered) => {
  const { date: _, "x-request-id": __, ...rest } = headers
  return { status, text: text.replace(/"requestId":"[^"]*"/, ""), rest }
}
